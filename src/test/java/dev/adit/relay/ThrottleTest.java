package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsAllPassWithoutALimit() {
    assertThat(new Throttle(0, 0).spend(Long.MAX_VALUE / 2, 0)).isZero();
  }

  @Test
  void asksForThePauseThatTheLimitCosts() {
    Throttle throttle = new Throttle(1_000, 0);
    assertThat(throttle.spend(500, 0)).isEqualTo(SECOND / 2);
    assertThat(throttle.spend(500, 0)).isEqualTo(SECOND);
    assertThat(throttle.spend(500, SECOND)).isEqualTo(SECOND / 2);
  }

  @Test
  void makesUpForNoMoreThanAShortRest() {
    Throttle throttle = new Throttle(1_000, 0);
    assertThat(throttle.spend(100, 60 * SECOND)).isZero();
    assertThat(throttle.spend(100, 60 * SECOND)).isEqualTo(SECOND / 10);
  }

  @Test
  void takesAnotherLimitAtOnce() {
    Throttle throttle = new Throttle(1_000, 0);
    throttle.limit(2_000);
    assertThat(throttle.spend(1_000, 0)).isEqualTo(SECOND / 2);
    throttle.limit(0);
    assertThat(throttle.spend(1_000, 0)).isZero();
  }
}
