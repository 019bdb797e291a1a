package dev.adit.work;

import java.util.Arrays;

/// How many shares came lately, in buckets of time: a window that moves.
///
/// Shares come at random, so few of them say little. Each recent stretch (the newest bucket, the
/// newest two, ...) is asked how badly it disagrees with the expected rate, and the one that
/// disagrees most speaks: short stretches show a jump quickly, long ones a small drift surely.
public final class ShareRate {
  private static final int BUCKETS = 8;

  private final float[] shares = new float[BUCKETS];
  private int newest;
  private int complete;
  private long newestSinceNanos;

  public ShareRate(long nowNanos) {
    newestSinceNanos = nowNanos;
  }

  void restart(long nowNanos) {
    Arrays.fill(shares, 0);
    complete = 0;
    newestSinceNanos = nowNanos;
  }

  /// Counts a share.
  ///
  /// @param weight in the caller's unit: 1 for a share of the difficulty in force, or a difficulty
  /// @param bucketNanos an eighth of the window; the same at every call
  public void add(double weight, long bucketNanos, long nowNanos) {
    advance(bucketNanos, nowNanos);
    shares[newest] += (float) weight;
  }

  /// Of all recent stretches, the one with the strongest evidence against a share every
  /// `targetNanos`.
  Evidence against(double targetNanos, long bucketNanos, long nowNanos) {
    advance(bucketNanos, nowNanos);
    Evidence strongest = Evidence.NONE;
    double count = 0;
    for (int age = 0; age <= complete; age++) {
      count += shares[newest - age & BUCKETS - 1];
      long nanos = nowNanos - newestSinceNanos + age * bucketNanos;
      Evidence stretch = Evidence.of(count, Math.max(nanos, 1) / targetNanos);
      if (stretch.strength() > strongest.strength()) {
        strongest = stretch;
      }
    }
    return strongest;
  }

  /// Shares in the whole window.
  double count(long bucketNanos, long nowNanos) {
    advance(bucketNanos, nowNanos);
    double count = 0;
    for (float some : shares) {
      count += some;
    }
    return count;
  }

  /// The length of the window, as far as it is filled.
  long nanos(long bucketNanos, long nowNanos) {
    advance(bucketNanos, nowNanos);
    return nowNanos - newestSinceNanos + complete * bucketNanos;
  }

  /// Weight per second in the window as far as it is filled, at least half a bucket of it: two
  /// shares a millisecond apart are no thousand a second.
  public double perSecond(long bucketNanos, long nowNanos) {
    long seen = Math.max(nanos(bucketNanos, nowNanos), bucketNanos / 2);
    return count(bucketNanos, nowNanos) / (seen / 1e9);
  }

  private void advance(long bucketNanos, long nowNanos) {
    long steps = (nowNanos - newestSinceNanos) / bucketNanos;
    for (long i = 0; i < Math.min(steps, BUCKETS); i++) {
      newest = newest + 1 & BUCKETS - 1;
      shares[newest] = 0;
      complete = Math.min(complete + 1, BUCKETS - 1);
    }
    newestSinceNanos += steps * bucketNanos;
  }
}
