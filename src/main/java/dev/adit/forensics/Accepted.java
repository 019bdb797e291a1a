package dev.adit.forensics;

import dev.adit.work.Difficulty;

/// What a pool has accepted of one name here: an average that decays over an hour, and the sum.
///
/// The average is ckpool's: each share adds its difficulty over the hour, and all of it fades with
/// the hour as time constant. Both begin at nothing, so that they grow alike while they are young.
///
/// What a pool publishes is some minutes old. So the least that was true of the last minutes is
/// held against it, and of the sum what was there some minutes ago.
final class Accepted {
  private static final double HOUR_SECONDS = 3600;
  private static final double SAMPLE_SECONDS = 20;
  private static final int SAMPLES = 10;

  private final double[] rates = new double[SAMPLES];
  private final double[] sums = new double[SAMPLES];
  private final Moment[] times = new Moment[SAMPLES];
  private int sampled;
  private Moment decayed;
  private double rate;
  private double squares;
  private double count;
  private double sum;
  private double largest;
  private long shares;

  Accepted(Moment at) {
    decayed = at;
    sample(at);
  }

  void add(Difficulty credited, Moment at) {
    decay(at);
    double hashes = credited.expectedHashes() / HOUR_SECONDS;
    rate += hashes;
    squares += hashes * hashes;
    count++;
    sum += credited.value();
    largest = Math.max(largest, credited.value());
    shares++;
  }

  private void decay(Moment at) {
    double kept = Math.exp(-Math.max(0, at.secondsSince(decayed)) / HOUR_SECONDS);
    rate *= kept;
    squares *= kept * kept;
    count *= kept;
    decayed = at;
  }

  /// To be called every second or so.
  void pass(Moment at) {
    if (at.secondsSince(times[(sampled - 1) % SAMPLES]) >= SAMPLE_SECONDS) {
      sample(at);
    }
  }

  private void sample(Moment at) {
    decay(at);
    int next = sampled++ % SAMPLES;
    rates[next] = rate;
    sums[next] = sum;
    times[next] = at;
  }

  /// The pool has begun anew.
  void restart(Moment at) {
    rate = 0;
    squares = 0;
    count = 0;
    sample(at);
  }

  /// Hashes per second, average of about an hour.
  double rate(Moment at) {
    decay(at);
    return rate;
  }

  /// The least that the average was in the last three minutes.
  double leastRate(Moment at) {
    double least = rate(at);
    for (int i = 0; i < Math.min(sampled, SAMPLES); i++) {
      least = Math.min(least, rates[i]);
    }
    return least;
  }

  /// How far luck takes the average from the work done, as a part of it, by the law of Poisson: one
  /// standard deviation.
  double sigma() {
    return rate == 0 ? 1 : Math.sqrt(squares) / rate;
  }

  /// Shares of about the last hour.
  double count(Moment at) {
    decay(at);
    return count;
  }

  /// All difficulties accepted.
  double sum() {
    return sum;
  }

  /// Of them what was accepted before the last so many seconds, or somewhat less.
  double sumBefore(double seconds, Moment at) {
    double before = 0;
    for (int i = 0; i < Math.min(sampled, SAMPLES); i++) {
      if (at.secondsSince(times[i]) >= seconds) {
        before = Math.max(before, sums[i]);
      }
    }
    return before;
  }

  /// The highest difficulty that was accepted.
  double largest() {
    return largest;
  }

  /// Number of shares accepted.
  long shares() {
    return shares;
  }
}
