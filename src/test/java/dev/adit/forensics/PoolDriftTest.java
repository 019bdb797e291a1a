package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolDriftTest {
  private final AlertBook book = new AlertBook();
  private final Talk talk = Talk.with(new PoolDrift(book));
  private final Random random = new Random(11);

  /// Jobs about every half minute for so long, of a pool whose clock is so fast.
  private void jobs(Duration time, double secondsPerHour, int ageSeconds) {
    for (long i = 0; i < time.toSeconds() / 30; i++) {
      talk.after(Duration.ofMillis(20_000 + random.nextInt(20_000)));
      double age = ageSeconds == 0 ? 0 : random.nextInt(ageSeconds);
      double ahead = secondsPerHour * i / 120 - age;
      long ntime = (long) Math.floor(talk.now().trueMillis() / 1e3 + ahead);
      talk.job(Talk.notify("j" + i, ntime, "ab", false, 0x1703ffff));
    }
  }

  @Test
  void findsAClockThatGains() {
    jobs(Duration.ofHours(5), 1, 0);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.POOL_CLOCK_DRIFTS, 1L));
    assertThat(book.alerts().getFirst().description()).startsWith("The pool's clock has gained");
  }

  @Test
  void findsAClockThatLosesAmongJobsWithAnOldTime() {
    jobs(Duration.ofHours(5), -4, 30);
    assertThat(book.counts()).containsOnlyKeys(Suspicion.POOL_CLOCK_DRIFTS);
    assertThat(book.alerts().getFirst().description()).startsWith("The pool's clock has lost");
  }

  @Test
  void aDayOfAGoodClockIsNoDrift() {
    jobs(Duration.ofHours(24), 0.05, 0);
    jobs(Duration.ofHours(24), 0, 60);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void doesNotBlameThePoolForOurOwnClock() {
    jobs(Duration.ofHours(2), 0, 0);
    talk.clocked(20_000);
    jobs(Duration.ofHours(2), 0, 0);
    talk.clocked(40_000);
    jobs(Duration.ofHours(8), 0, 0);
    assertThat(book.counts()).isEmpty();
  }
}
