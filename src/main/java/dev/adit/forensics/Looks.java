package dev.adit.forensics;

/// When a growing sample is looked at: at 200, 400, 800, … Who looks often enough finds everything,
/// by chance; so the probability of a false alarm is shared out, half of it to the first look, a
/// quarter to the second, and so on. It bounds all looks together, however long it goes on.
final class Looks {
  private static final long FIRST = 200;
  private static final double DAY_SECONDS = 86_400;

  private final Moment since;
  private long next = FIRST;
  private double left;

  /// @param falseAlarm its probability, all looks together
  Looks(Moment since, double falseAlarm) {
    this.since = since;
    this.left = falseAlarm;
  }

  /// The significance at which to judge a sample of that size now; 0: not to look.
  double due(long size) {
    if (size < next) {
      return 0;
    }
    next = 2 * size;
    left /= 2;
    return left;
  }

  /// Whether it's time for a new sample: what begins after years of honesty must show, too.
  boolean isOver(Moment now) {
    return now.secondsSince(since) >= DAY_SECONDS;
  }
}
