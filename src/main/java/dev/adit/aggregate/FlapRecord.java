package dev.adit.aggregate;

import java.util.ArrayDeque;

/// How often a pool failed its miners lately, and for how long it must have been healthy before
/// they are given to it again: twice as long with each failure, so that bad pools do not send
/// miners to and fro more than a few times an hour.
final class FlapRecord {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final int REMEMBERED = 16;

  /// Failures for which nobody need wait when there is no other pool.
  private static final int FORGIVEN = 2;

  private static final long PROBATION_NANOS = 30 * SECOND;

  private final ArrayDeque<Long> failures = new ArrayDeque<>();

  void failed(long nowNanos) {
    forget(nowNanos);
    if (failures.size() == REMEMBERED) {
      failures.removeFirst();
    }
    failures.add(nowNanos);
  }

  /// Before miners are taken from another healthy pool.
  ///
  /// @param stableForNanos for a pool that has failed once at most
  long beforeReturnNanos(long stableForNanos, long nowNanos) {
    forget(nowNanos);
    return doubled(stableForNanos, failures.size() - 1);
  }

  /// Before miners that have no pool, and were on another, come to it.
  long beforeRescueNanos(long nowNanos) {
    forget(nowNanos);
    int beyond = failures.size() - FORGIVEN;
    return beyond <= 0 ? 0 : doubled(PROBATION_NANOS, beyond - 1);
  }

  private static long doubled(long nanos, int times) {
    return times <= 0 ? nanos : Math.max(nanos, Math.min(HOUR, nanos << times));
  }

  private void forget(long nowNanos) {
    while (!failures.isEmpty() && nowNanos - failures.getFirst() > HOUR) {
      failures.removeFirst();
    }
  }
}
