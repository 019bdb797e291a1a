package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuartersTest {
  private static final long BEGIN = -77_000;

  private final Quarters quarters = new Quarters();

  private void add(int connections, long afterMs) {
    for (int i = 0; i < connections; i++) {
      quarters.add(BEGIN + afterMs);
    }
  }

  private int sum(long afterMs) {
    return quarters.sum(BEGIN + afterMs);
  }

  @Test
  void sumTheOneThatRunsAndTheThreeBefore() {
    add(7, 0);
    assertThat(sum(14_999)).isEqualTo(7);
    assertThat(sum(59_999)).isEqualTo(7);
    assertThat(sum(60_000)).isZero();
    add(1, 15_000);
    assertThat(sum(15_000)).isEqualTo(8);
    assertThat(sum(60_000)).isEqualTo(1);
  }

  @Test
  void beginAnewWithTheFirstAfterAMinuteThatHadNone() {
    add(7, 0);
    add(1, 74_000);
    assertThat(sum(74_000)).isEqualTo(1);
    assertThat(sum(74_000 + 59_999)).isEqualTo(1);
  }

  @Test
  void neverOverflowIntoTheQuarterBefore() {
    add(70_000, 0);
    assertThat(sum(0)).isEqualTo(65_535);
  }

  @Test
  void takeAClockThatIsBehindForNow() {
    add(3, 0);
    assertThat(sum(-5)).isEqualTo(3);
  }

  @Test
  void forgetWhatIsLongPast() {
    add(3, 0);
    quarters.trim(BEGIN + 60_000);
    assertThat(sum(0)).isZero();
  }
}
