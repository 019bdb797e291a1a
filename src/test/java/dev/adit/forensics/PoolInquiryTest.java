package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolInquiryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void asksAtTheIntervalWhileAllIsWell() {
    assertThat(PoolInquiry.pause(MINUTE, 0, 0.9)).isEqualTo(MINUTE);
  }

  @Test
  void asksHalfAsOftenAfterEachFailureUpToAnHour() {
    assertThat(PoolInquiry.pause(MINUTE, 1, 0)).isEqualTo(MINUTE.multipliedBy(2));
    assertThat(PoolInquiry.pause(MINUTE, 3, 0)).isEqualTo(MINUTE.multipliedBy(8));
    assertThat(PoolInquiry.pause(MINUTE, 3, 1)).isEqualTo(MINUTE.multipliedBy(10));
    assertThat(PoolInquiry.pause(MINUTE, 7, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(PoolInquiry.pause(MINUTE, 5_000, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(PoolInquiry.pause(Duration.ofHours(6), 2, 0)).isEqualTo(Duration.ofHours(6));
  }
}
