package dev.adit.relay;

import java.util.concurrent.atomic.AtomicLong;

/// How fast a listener's bytes may go, all flows together. Thread-safe.
final class Throttle {
  private static final double NANOS_A_SECOND = 1e9;

  /// What was not used may be made up for, but no longer than this.
  private static final long BURST_NANOS = 100_000_000;

  private final AtomicLong paidUntilNanos;
  private volatile long bytesPerSecond;

  /// @param bytesPerSecond 0: no limit
  Throttle(long bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.paidUntilNanos = new AtomicLong(nowNanos);
  }

  void limit(long perSecond) {
    bytesPerSecond = perSecond;
  }

  /// Counts bytes that have come, and says how many nanoseconds no more of them should be taken
  /// from where they came.
  long spend(long bytes, long nowNanos) {
    long limit = bytesPerSecond;
    if (limit == 0) {
      return 0;
    }
    long cost = (long) (bytes * NANOS_A_SECOND / limit);
    long paid =
        paidUntilNanos.updateAndGet(
            until -> Math.max(until - nowNanos, -BURST_NANOS) + nowNanos + cost);
    return Math.max(0, paid - nowNanos);
  }

  /// Counts bytes, unless more have come already than may: then these are to be dropped.
  boolean takes(long bytes, long nowNanos) {
    if (bytesPerSecond != 0 && paidUntilNanos.get() - nowNanos > 0) {
      return false;
    }
    spend(bytes, nowNanos);
    return true;
  }
}
