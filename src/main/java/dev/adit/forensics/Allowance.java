package dev.adit.forensics;

/// So many at once, and one more each time some time has passed.
final class Allowance {
  private final int most;
  private final long moreNanos;
  private long left;
  private long countedNanos;

  /// @param moreNanos after which there is one more
  Allowance(int most, long moreNanos, Moment now) {
    this.most = most;
    this.moreNanos = moreNanos;
    this.left = most;
    this.countedNanos = now.nanos();
  }

  /// Whether there was one left.
  boolean take(Moment now) {
    long more = Math.max(0, now.nanos() - countedNanos) / moreNanos;
    countedNanos += more * moreNanos;
    left = Math.min(most, left + more);
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
