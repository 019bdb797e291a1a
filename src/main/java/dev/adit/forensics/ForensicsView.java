package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has been heard until a moment; immutable.
///
/// @param epochMillis of the moment, by this machine's clock
/// @param conversations that go on
/// @param messages lines of both sides
/// @param messagesPerSecond of the last ten seconds
/// @param sharesPerMinute of the last ten minutes
/// @param accepted shares that a pool said yes to
/// @param difficulty sum of the pool's difficulties of accepted shares
/// @param bestShare the highest true difficulty
/// @param jobAgeSeconds average age of the last ten jobs when shares came for them; NaN: none
/// @param futureJobs whose time was ahead of the true one
/// @param staleJobs whose time was more than five minutes behind it
/// @param miners the busiest first, a thousand at most
/// @param pools by name
/// @param found how often each was found
/// @param missed pieces that were not heard, for lack of time
/// @param unread lines that are no Stratum
/// @param poolStats null where no pool is asked for its figures
public record ForensicsView(
    long epochMillis,
    int conversations,
    long messages,
    double messagesPerSecond,
    long shares,
    long accepted,
    long rejected,
    double sharesPerMinute,
    double difficulty,
    double bestShare,
    long blocks,
    long nearMisses,
    double jobAgeSeconds,
    long futureJobs,
    long staleJobs,
    ClockReading clock,
    List<MinerView> miners,
    List<PoolView> pools,
    Map<Suspicion, Long> found,
    long missed,
    long faults,
    long unread,
    @Nullable PoolStatsView poolStats) {

  public ForensicsView {
    miners = List.copyOf(miners);
    pools = List.copyOf(pools);
    found = Map.copyOf(found);
  }

  /// How often something of that severity was found.
  public long found(Severity severity) {
    return found.entrySet().stream()
        .filter(it -> it.getKey().severity() == severity)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// A fraction from 0 to 1; NaN before the first answer.
  public double acceptRate() {
    return accepted + rejected == 0 ? Double.NaN : (double) accepted / (accepted + rejected);
  }
}
