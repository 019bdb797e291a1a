package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.work.BitcoinAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cheating in what is handed out as work.
final class JobTricks {
  private JobTricks() {}

  /// A clock that is wrong, also in judging: else the pool would refuse its own miners.
  static final class Clock implements Trick {
    private final int seconds;

    Clock(int seconds) {
      this.seconds = seconds;
    }

    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      return honest.withNtime(honest.ntime() + seconds);
    }

    @Override
    public long clock(long nowUnixSeconds) {
      return nowUnixSeconds + Math.max(seconds, 0);
    }
  }

  static final class OldBlock implements Trick {
    private final long delaySeconds;
    private JobPlan.@Nullable Tip told;
    private long owedFrom = Long.MAX_VALUE;

    OldBlock(long delaySeconds) {
      this.delaySeconds = delaySeconds;
    }

    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      JobPlan.Tip tip = honest.tip();
      JobPlan.Tip old = told;
      if (old == null || old.equals(tip) || owesJob(honest.nowUnixSeconds())) {
        told = tip;
        owedFrom = Long.MAX_VALUE;
        return honest;
      }
      // A second block in the meantime does not prolong it.
      owedFrom = Math.min(owedFrom, honest.nowUnixSeconds() + delaySeconds);
      return honest.withTip(old);
    }

    @Override
    public boolean owesJob(long nowUnixSeconds) {
      return nowUnixSeconds >= owedFrom;
    }
  }

  static final class EmptyBlock implements Trick {
    private final long seconds;

    EmptyBlock(long seconds) {
      this.seconds = seconds;
    }

    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      long age = honest.nowUnixSeconds() - honest.tip().sinceUnixSeconds();
      return age < seconds ? honest.withoutTransactions() : honest;
    }
  }

  static final class OtherChain implements Trick {
    /// A target 256 times as high.
    private static final int EASIER = 1 << 24;

    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      JobPlan.Tip tip = honest.tip();
      return due
          ? honest
              .withTip(JobPlan.Tip.of(~tip.chain(), tip.height() / 2, tip.sinceUnixSeconds()))
              .withNbits(honest.nbits() + EASIER)
          : honest;
    }
  }

  static final class Payout implements Trick {
    /// An example in books.
    private static final HexBytes STRANGER =
        Objects.requireNonNull(BitcoinAddress.script("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"));

    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      return due ? honest.withPayout(STRANGER) : honest;
    }
  }

  static final class Tag implements Trick {
    @Override
    public JobPlan plan(JobPlan honest, boolean due) {
      return due ? honest.withTag("/another-pool/") : honest;
    }
  }
}
