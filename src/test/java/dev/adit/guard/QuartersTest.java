package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuartersTest {

  private static long count(int connections) {
    long quarters = 0;
    for (int i = 0; i < connections; i++) {
      quarters = Quarters.plusOne(quarters);
    }
    return quarters;
  }

  @Test
  void sumTheOneThatRunsAndTheThreeBefore() {
    long quarters = count(7);
    assertThat(Quarters.sum(Quarters.after(quarters, 14_999))).isEqualTo(7);
    assertThat(Quarters.sum(Quarters.plusOne(Quarters.after(quarters, 15_000)))).isEqualTo(8);
    assertThat(Quarters.sum(Quarters.after(quarters, 59_999))).isEqualTo(7);
    assertThat(Quarters.sum(Quarters.after(quarters, 60_000))).isZero();
  }

  @Test
  void neverOverflowIntoTheQuarterBefore() {
    assertThat(Quarters.sum(count(70_000))).isEqualTo(65_535);
  }

  @Test
  void takeAClockThatIsBehindForNow() {
    assertThat(Quarters.sum(Quarters.after(count(3), -5))).isEqualTo(3);
  }
}
