package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.LineView;
import dev.adit.metrics.ShareTally;
import java.util.Map;
import java.util.TreeMap;

/// A pool over all lanes that are at it now, and all shares it ever got.
///
/// @param ready whether it serves any lane
/// @param lanes that it serves
/// @param standby lanes that it is ready for while another pool serves them
/// @param jobAgeNanos of the lane that waits longest for a job; -1 before the first job
/// @param difficulty the highest; 0 before the first
record PoolSummary(
    String name,
    boolean ready,
    int lanes,
    int standby,
    int pendingShares,
    long jobAgeNanos,
    double difficulty,
    ShareTally shares) {

  /// By name: those that listeners name, and those that lanes are at or were.
  static Map<String, PoolSummary> of(GatewayView view) {
    Map<String, PoolSummary> pools = new TreeMap<>();
    for (ListenerView listener : view.listeners()) {
      listener.pools().forEach(name -> pools.putIfAbsent(name, unused(name)));
    }
    for (LaneTotals totals : view.totals().values()) {
      totals
          .tallies()
          .forEach((name, tally) -> pools.merge(name, booked(name, tally), PoolSummary::plus));
    }
    for (LaneView lane : view.lanes()) {
      for (LineView line : lane.lines()) {
        pools.merge(line.pool(), of(line), PoolSummary::plus);
      }
    }
    return pools;
  }

  private static PoolSummary unused(String name) {
    return booked(name, new ShareTally());
  }

  private static PoolSummary booked(String name, ShareTally shares) {
    return new PoolSummary(name, false, 0, 0, 0, -1, 0, shares);
  }

  private static PoolSummary of(LineView line) {
    return new PoolSummary(
        line.pool(),
        line.serving(),
        line.serving() ? 1 : 0,
        line.ready() && !line.serving() ? 1 : 0,
        line.pendingShares(),
        line.ready() ? line.jobAgeNanos() : -1,
        line.ready() ? line.difficulty() : 0,
        new ShareTally());
  }

  private PoolSummary plus(PoolSummary other) {
    ShareTally sum = shares.copy();
    sum.add(other.shares);
    return new PoolSummary(
        name,
        ready || other.ready,
        lanes + other.lanes,
        standby + other.standby,
        pendingShares + other.pendingShares,
        Math.max(jobAgeNanos, other.jobAgeNanos),
        Math.max(difficulty, other.difficulty),
        sum);
  }
}
