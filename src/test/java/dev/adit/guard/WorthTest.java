package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorthTest {
  private static final long HOUR_MS = 3_600_000;

  /// Below zero, as a clock may be that counts from anywhere.
  private static final long NOW_MS = -1_000_000_000L;

  private final Worth worth = new Worth();

  @Test
  void fadesWithTheHour() {
    worth.add(100, NOW_MS, HOUR_MS);
    assertThat(worth.at(NOW_MS, HOUR_MS)).isEqualTo(100);
    assertThat(worth.at(NOW_MS + HOUR_MS, HOUR_MS)).isEqualTo(100 / Math.E, within(1e-9));
  }

  @Test
  void doesNotAgeByWhatIsToldLate() {
    worth.add(100, NOW_MS, HOUR_MS);
    for (int i = 0; i < 1_000; i++) {
      worth.add(0, NOW_MS - 60_000, HOUR_MS);
      worth.add(0, NOW_MS, HOUR_MS);
    }
    assertThat(worth.at(NOW_MS, HOUR_MS)).isEqualTo(100);
  }
}
