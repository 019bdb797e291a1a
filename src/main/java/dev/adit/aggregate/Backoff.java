package dev.adit.aggregate;

import java.util.random.RandomGenerator;

/// How long to wait before a pool is dialled again: evenly spread between the least and, doubled
/// with each failure, the most, so that the lanes of many gateways do not come back in step.
public final class Backoff {
  private static final int MOST_DOUBLINGS = 20;

  private final long leastNanos;
  private final long mostNanos;
  private final RandomGenerator random;
  private int failures;

  public Backoff(long leastNanos, long mostNanos, RandomGenerator random) {
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
    this.random = random;
  }

  /// It failed once more: the pause before the next attempt.
  public long failed() {
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    double limit = Math.min((double) mostNanos, (double) leastNanos * (1L << failures));
    return leastNanos + (long) (random.nextDouble() * Math.max(0, limit - leastNanos));
  }

  boolean hasFailed() {
    return failures > 0;
  }

  /// The next failure is the first again.
  public void reset() {
    failures = 0;
  }
}
