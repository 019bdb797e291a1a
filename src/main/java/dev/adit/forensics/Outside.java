package dev.adit.forensics;

import dev.adit.config.ForensicsConfig;
import dev.adit.config.PoolStatsConfig;
import dev.adit.forensics.ntp.NtpClock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who is asked besides what is heard: time servers, and a pool's site; each on a thread of its
/// own.
final class Outside implements AutoCloseable {
  private final Forensics told;
  private @Nullable ForensicsConfig followed;
  private @Nullable NtpClock clock;
  private @Nullable PoolInquiry inquiry;

  Outside(Forensics told) {
    this.told = told;
  }

  /// Asks whom the configuration names; of whom it says the same as before, goes on.
  void follow(ForensicsConfig how) {
    ForensicsConfig before = followed;
    followed = how;
    if (before == null
        || !how.ntpServers().equals(before.ntpServers())
        || !how.ntpInterval().equals(before.ntpInterval())) {
      stopClock();
      clock = new NtpClock(how.ntpServers(), how.ntpInterval(), told::clocked);
      clock.start();
    }
    PoolStatsConfig site = how.poolStats();
    if (before == null || !Objects.equals(site, before.poolStats())) {
      stopInquiry();
      if (site != null) {
        inquiry = new PoolInquiry(site, told::asked);
        inquiry.start();
      }
    }
  }

  private void stopClock() {
    if (clock != null) {
      clock.close();
    }
  }

  private void stopInquiry() {
    if (inquiry != null) {
      inquiry.close();
      inquiry = null;
    }
  }

  @Override
  public void close() {
    stopClock();
    stopInquiry();
  }
}
