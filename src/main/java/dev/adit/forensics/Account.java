package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// One name, with all of a payout address's work or with one worker's: what was accepted here, held
/// against what the pool says of it, look by look.
final class Account {
  private static final int LOOKS_IN_A_ROW = 3;
  private static final double LEAST_SHARES = 100;
  private static final double SIGMAS = 5;
  private static final double MOST_CLAIMED = 0.8;

  /// ckpool rewrites its figures once a minute, and those who serve them may keep them as long.
  private static final double LAG_SECONDS = 120;

  private static final double SPAN_SECONDS = 1800;
  private static final long LEAST_SHARES_IN_SPAN = 20;
  private static final double TOLERATED = 0.01;

  private final Accepted accepted;
  private final Moment since;
  private @Nullable Span span;
  private int timesLow;
  private int timesShort;
  private int looksMissing;

  /// From one look at the pool's sum of difficulties to another.
  ///
  /// @param claimed by the pool when it began
  /// @param sum accepted here when it began
  private record Span(Moment begun, double claimed, double sum, long shares) {}

  /// That a pool counts too little.
  ///
  /// @param claimed by the pool
  /// @param seen accepted here
  record Gap(double claimed, double seen) {}

  Account(Moment at) {
    accepted = new Accepted(at);
    since = at;
  }

  Accepted accepted() {
    return accepted;
  }

  double secondsHeard(Moment at) {
    return at.secondsSince(since);
  }

  /// Looks at a hashrate that the pool has published.
  ///
  /// @param claimed hashes per second; NaN where the pool says nothing
  /// @param mostClaimed the part of what was accepted from which a claim is no news
  /// @return what it should be, where it is too little for the third time in a row
  @Nullable Gap understated(double claimed, double mostClaimed, Moment at) {
    if (Double.isNaN(claimed)) {
      return null;
    }
    double least = accepted.leastRate(at);
    boolean low =
        accepted.count(at) >= LEAST_SHARES
            && claimed < least * Math.min(mostClaimed, 1 - SIGMAS * accepted.sigma());
    timesLow = low ? timesLow + 1 : 0;
    if (timesLow < LOOKS_IN_A_ROW) {
      return null;
    }
    timesLow = 0;
    return new Gap(claimed, least);
  }

  @Nullable Gap understated(double claimed, Moment at) {
    return understated(claimed, MOST_CLAIMED, at);
  }

  /// Looks at a sum that the pool has published.
  ///
  /// @param claimed sum of difficulties; NaN where the pool says nothing
  /// @return by how much it has grown and should have, where that is too little for the third span
  ///   in a row
  @Nullable Gap forgotten(double claimed, Moment at) {
    if (Double.isNaN(claimed)) {
      return null;
    }
    Span last = span;
    if (last != null
        && (at.secondsSince(last.begun()) < SPAN_SECONDS
            || accepted.shares() - last.shares() < LEAST_SHARES_IN_SPAN)) {
      return null;
    }
    span = new Span(at, claimed, accepted.sum(), accepted.shares());
    if (last == null) {
      return null;
    }
    double grown = claimed - last.claimed();
    double seen = accepted.sumBefore(LAG_SECONDS, at) - last.sum();
    timesShort = grown < (1 - TOLERATED) * seen - accepted.largest() ? timesShort + 1 : 0;
    if (timesShort < LOOKS_IN_A_ROW) {
      return null;
    }
    timesShort = 0;
    return new Gap(grown, seen);
  }

  /// Looks at who is listed.
  ///
  /// @param owed whether the pool should list it now
  /// @return whether it did not, now and the time before
  boolean missing(boolean owed, boolean listed) {
    looksMissing = owed && !listed ? looksMissing + 1 : 0;
    return looksMissing >= 2;
  }
}
