package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.work.Algorithm;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharePaceTest {
  private final AlertBook book = new AlertBook();
  private final SharePace pace = new SharePace(book, Duration.ofMillis(5));

  private static void shares(Talk talk, int count, long gapMillis) {
    for (int i = 0; i < count; i++) {
      talk.submit("0000000000000000", "00000000", "%08x".formatted(i));
      talk.after(Duration.ofMillis(gapMillis));
    }
  }

  @Test
  void findsABurstOnce() {
    Talk talk = Talk.with(pace).begun();
    shares(talk, 20, 1_500);
    shares(talk, 50, 1);
    shares(talk, 20, 1_500);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.SHARES_RAPID, 1L));
    assertThat(book.alerts().getFirst().data()).containsEntry("gap_ms", 1.0);
  }

  @Test
  void twoTogetherAreChance() {
    Talk talk = Talk.with(pace).begun();
    shares(talk, 100, 1_500);
    shares(talk, 1, 1);
    shares(talk, 100, 1_500);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void aNewDifficultyIsANewPace() {
    Talk talk = Talk.with(pace).begun();
    shares(talk, 20, 60_000);
    talk.difficulty(Talk.EASY / 100_000).job("2");
    shares(talk, 50, 1);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void thePaceOfManyMinersIsNotThatOfOne() {
    Call lane =
        new Call(
            Call.Kind.LANE,
            "farm",
            "lane 1",
            "main",
            "main.example.com",
            3333,
            Algorithm.SHA256D,
            "");
    Talk talk = Talk.with(pace).beside(lane).begun();
    shares(talk, 20, 1_500);
    shares(talk, 50, 1);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void zeroIsNever() {
    Talk talk = Talk.with(new SharePace(book, Duration.ZERO)).begun();
    shares(talk, 20, 1_500);
    shares(talk, 50, 0);
    assertThat(book.counts()).isEmpty();
  }
}
