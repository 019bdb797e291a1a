package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerPaceTest {
  private final AlertBook book = new AlertBook();
  private final AnswerPace pace = new AnswerPace(book);
  private final Talk talk = Talk.with(pace).begun();

  private void shares(int count, long answerMillis) {
    for (int i = 0; i < count; i++) {
      talk.submit("0000000000000000", "00000000", "00000000");
      talk.after(Duration.ofMillis(answerMillis)).yes().after(Duration.ofSeconds(1));
    }
  }

  @Test
  void findsAnAnswerThatTookLong() {
    shares(100, 40);
    shares(1, 999);
    assertThat(book.counts()).isEmpty();
    shares(1, 1_001);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.ANSWERS_SLOW, 1L));
    assertThat(book.alerts().getFirst().description())
        .startsWith("The pool took 1.0 s for an answer, for which it usually takes 0.040 s");
  }

  @Test
  void aPoolThatIsAlwaysSlowIsUsual() {
    shares(100, 300);
    shares(1, 5_900);
    assertThat(book.counts()).isEmpty();
    shares(1, 6_100);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.ANSWERS_SLOW, 1L));
  }

  @Test
  void judgesNotBeforeItKnowsWhatIsUsual() {
    shares(19, 40);
    shares(1, 5_000);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void showsPercentiles() {
    shares(98, 40);
    shares(2, 400);
    Percentiles answers = pace.latencies().get("main");
    assertThat(answers).isNotNull();
    assertThat(answers.count()).isEqualTo(100);
    assertThat(answers.p50Millis()).isCloseTo(40, within(1.0));
    assertThat(answers.p99Millis()).isCloseTo(400, within(4.0));
  }

  @Test
  void forgetsWhatWasLongAgo() {
    shares(1, 2_000);
    shares(2_000, 40);
    Percentiles answers = pace.latencies().get("main");
    assertThat(answers).isNotNull();
    assertThat(answers.maxMillis()).isLessThan(50);
  }
}
