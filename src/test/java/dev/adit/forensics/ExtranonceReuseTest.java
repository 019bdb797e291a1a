package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtranonceReuseTest {
  private final AlertBook book = new AlertBook();
  private final Talk first = Talk.with(new ExtranonceReuse(book)).begun();

  private Talk second(String pool) {
    return first.beside(Talk.call("192.0.2.2:5000", pool)).begun();
  }

  private static void share(Talk talk) {
    talk.submit("0000000000000000", "00000000", "00000000");
  }

  @Test
  void findsTwoThatDoTheSameWork() {
    second("main").after(Duration.ofSeconds(11));
    share(first);
    share(first);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE1_REUSED, 1L));
    assertThat(book.alerts().getFirst().data())
        .containsEntry("miner", "192.0.2.2:5000")
        .containsEntry("other_miner", "192.0.2.1:5000");
  }

  @Test
  void allowsASessionThatIsResumed() {
    Talk next = second("main").after(Duration.ofSeconds(5));
    share(first);
    first.end();
    next.after(Duration.ofSeconds(60));
    share(next);
    // Nor one that hangs: nobody is there any more.
    Talk third = next.beside(Talk.call("192.0.2.2:5001", "main")).begun();
    third.after(Duration.ofHours(1));
    share(third);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsOneThatHasGone() {
    second("main").after(Duration.ofSeconds(5)).end();
    first.after(Duration.ofSeconds(60));
    share(first);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsTheSameOfAnotherPool() {
    second("other").after(Duration.ofSeconds(60));
    share(first);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsTheSameInAnotherCoinbase() {
    Talk other = second("main");
    other.pool(
        "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"2\",\"%s\",\"0102\",\"0304\",[],\"20000000\",\"1703ffff\",\"69200000\",true]}"
            .formatted("ab".repeat(32)));
    first.after(Duration.ofSeconds(60));
    share(first);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsWhatWasGivenUp() {
    second("main");
    first.subscribed("01020304", 8).after(Duration.ofSeconds(60));
    share(first);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsNoneAtAll() {
    Talk one = first.beside(Talk.call("192.0.2.3:5000", "plain")).subscribed("", 8).job("1");
    first.beside(Talk.call("192.0.2.4:5000", "plain")).subscribed("", 8).job("1");
    first.after(Duration.ofSeconds(60));
    share(one);
    assertThat(book.counts()).isEmpty();
  }
}
