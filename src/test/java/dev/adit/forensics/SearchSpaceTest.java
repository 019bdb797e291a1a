package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private final AlertBook book = new AlertBook();
  private final SearchSpace space = new SearchSpace(book);

  /// A hundred terahashes a second: a share of difficulty 2^17 in about 5.6 s.
  private static void mine(Talk talk) {
    talk.difficulty(131_072).job("1");
    for (int i = 0; i < 300; i++) {
      talk.submit("0000000000000000", "00000000", "00000000").yes();
      talk.after(Duration.ofMillis(5_629));
    }
  }

  @Test
  void saysOnceThatTwoBytesAreTooFew() {
    Talk talk = Talk.with(space).subscribed("01020304", 2);
    mine(talk);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.SEARCH_SPACE_SHORT, 1L));
    SearchSpaceView view = space.views().getFirst();
    assertThat(view.hashesPerSecond()).isCloseTo(1e14, within(1e11));
    assertThat(view.secondsToExhaust()).isCloseTo(0x1p48 / 1e14, within(0.01));
    assertThat(view.quality()).isEqualTo("limited");
    talk.end();
    talk.after(Duration.ofSeconds(1));
    assertThat(space.views()).isEmpty();
  }

  @Test
  void countsTheVersionsThatMayBeRolled() {
    Talk talk = Talk.with(space);
    talk.miner(
        "{\"id\":7,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{\"version-rolling.mask\":\"1fffe000\"}]}");
    talk.pool(
        "{\"id\":7,\"result\":{\"version-rolling\":true,\"version-rolling.mask\":\"1fffe000\"},\"error\":null}");
    mine(talk.subscribed("01020304", 2));
    assertThat(book.counts()).isEmpty();
    assertThat(space.views().getFirst().rolledVersionBits()).isEqualTo(16);
  }

  @Test
  void fourBytesAreEnough() {
    mine(Talk.with(space).subscribed("01020304", 4));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void forgetsWhatAVastDifficultyWasWorth() {
    Talk talk = Talk.with(space).subscribed("01020304", 4).difficulty(1e30).job("1");
    talk.submit("0000000000000000", "00000000", "00000000").yes();
    mine(talk);
    assertThat(space.views().getFirst().hashesPerSecond()).isCloseTo(1e14, within(1e11));
  }

  @Test
  void livesWithAnyNumber() {
    mine(Talk.with(space).subscribed("01020304", Integer.MAX_VALUE));
    Talk talk = Talk.with(space).subscribed("01020304", 8).difficulty(Double.MAX_VALUE).job("1");
    for (int i = 0; i < 300; i++) {
      talk.submit("0000000000000000", "00000000", "00000000").yes().after(Duration.ofSeconds(6));
    }
    assertThat(space.views()).allMatch(it -> Double.isFinite(it.secondsToExhaust()));
  }
}
