package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtranoncesTest {
  private final AlertBook book = new AlertBook();
  private final Talk talk = Talk.with(new Extranonces(book, 4));

  private void answer(String extranonce1) {
    talk.pool("{\"id\":1,\"result\":[[],\"" + extranonce1 + "\",8],\"error\":null}");
  }

  @Test
  void findsAnExtranonceThatNobodyAskedFor() {
    talk.begun();
    answer("0badcafe");
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE1_CHANGED, 1L));
    assertThat(book.alerts().getFirst().data())
        .containsEntry("extranonce1", "0badcafe")
        .containsEntry("extranonce1_before", Talk.EXTRANONCE1);
  }

  @Test
  void allowsTheWaysToChangeIt() {
    talk.begun();
    talk.pool("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"01020304\",4]}");
    talk.subscribed("05060708", 8);
    // The same once more harms nobody.
    answer("05060708");
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void allowsAnAnswerWhoseQuestionMayHaveBeenMissed() {
    talk.begun().afterGap(Party.MINER, "half a line");
    answer("0badcafe");
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void findsASmallSizeOnce() {
    talk.subscribed("01020304", 4);
    assertThat(book.counts()).isEmpty();
    talk.subscribed("01020304", 3).subscribed("05060708", 3);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE2_SMALL, 1L));
    talk.subscribed("01020304", 2);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE2_SMALL, 2L));
  }

  @Test
  void zeroIsAnyNumber() {
    Talk.with(new Extranonces(book, 0)).subscribed("01020304", 0);
    assertThat(book.counts()).isEmpty();
  }
}
