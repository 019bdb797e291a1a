package dev.adit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTallyTest {

  @Test
  void receivesWhatItBooksAndCreditsWhatWasAccepted() {
    ShareTally tally = new ShareTally();
    tally.book(ShareFate.ACCEPTED, 0.5);
    tally.book(ShareFate.LOCAL, 0.25);
    tally.book(ShareFate.LOW, 8);
    tally.book(ShareFate.LOST, 8);

    assertThat(tally.received()).isEqualTo(4);
    assertThat(tally.ok()).isEqualTo(2);
    assertThat(tally.bad()).isEqualTo(2);
    assertThat(tally.creditedDifficulty()).isEqualTo(0.75);
  }

  @Test
  void aCopyStaysAsItWas() {
    ShareTally tally = new ShareTally();
    tally.book(ShareFate.STALE, 1);
    ShareTally copy = tally.copy();
    tally.book(ShareFate.STALE, 1);

    assertThat(copy.count(ShareFate.STALE)).isEqualTo(1);
    copy.add(tally);
    assertThat(copy.count(ShareFate.STALE)).isEqualTo(3);
  }
}
