package dev.adit.metrics;

/// Counts of shares by fate, and the work they stand for. Owned by one thread; readers take a copy.
///
/// A share is booked once, when its fate is known, so `received` is the sum of all fates at every
/// reading.
@SuppressWarnings(
    "EnumOrdinal") // one array a miner: an EnumMap of boxed counts costs ten times that
public final class ShareTally {
  private static final ShareFate[] FATES = ShareFate.values();

  private final long[] counts = new long[FATES.length];
  private double creditedDifficulty;

  /// Books one share; `difficulty` counts as credited where it was accepted, by the pool or
  /// locally.
  public void book(ShareFate fate, double difficulty) {
    counts[fate.ordinal()]++;
    if (fate == ShareFate.ACCEPTED || fate == ShareFate.LOCAL) {
      creditedDifficulty += difficulty;
    }
  }

  public long count(ShareFate fate) {
    return counts[fate.ordinal()];
  }

  /// All shares whose fate is known.
  public long received() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /// Shares answered with yes.
  public long ok() {
    return count(ShareFate.ACCEPTED) + count(ShareFate.LOCAL);
  }

  /// Shares answered with no.
  public long bad() {
    return received() - ok();
  }

  /// Sum of the difficulties that accepted shares were judged by.
  public double creditedDifficulty() {
    return creditedDifficulty;
  }

  public void add(ShareTally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    creditedDifficulty += other.creditedDifficulty;
  }

  public ShareTally copy() {
    ShareTally copy = new ShareTally();
    copy.add(this);
    return copy;
  }
}
