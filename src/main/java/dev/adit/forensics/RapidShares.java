package dev.adit.forensics;

import java.util.Arrays;

/// Judges one miner's pace: whether so many shares, so close together, can be chance.
///
/// Honest work finds shares by an exponential law: a gap shorter than q comes with the chance 1 -
/// e^(-q/mean). The mean is that of the miner's own latest gaps, so that the pace may change. q is
/// twenty times the gap that counts as rapid, because machines and networks hand in together what
/// was found one after another; and what has piled up in a pause, as a network makes it that has
/// lost a packet, is excused.
final class RapidShares {
  private static final double IMPOSSIBLE = 1e-9;
  private static final int LONG = 200;
  private static final int SHORT = 20;
  private static final double TOGETHER = 20;
  private static final int LATEST = 20;
  private static final int LEAST = 5;
  private static final double AFTER_PAUSE_SECONDS = 1;

  private final double rapidSeconds;

  /// Rings: the chance of each gap to be rapid, and whether it was.
  private final double[] chances = new double[LONG];

  private final boolean[] rapid = new boolean[LONG];
  private int gaps;

  /// A ring of gaps that were not rapid.
  private final double[] ordinary = new double[LATEST];

  private final double[] sorted = new double[LATEST];
  private int ordinaries;
  private int excused;
  private double sincePauseSeconds;

  RapidShares(double rapidSeconds) {
    this.rapidSeconds = rapidSeconds;
  }

  /// The pace will be another.
  void forget() {
    gaps = 0;
    ordinaries = 0;
    excused = 0;
  }

  /// Whether it can't be chance any more; then everything begins anew.
  boolean onGap(double seconds) {
    boolean close = seconds < rapidSeconds;
    if (ordinaries < LEAST) {
      if (!close) {
        learn(seconds);
      }
      return false;
    }
    double mean = meanSeconds();
    if (close) {
      sincePauseSeconds += seconds;
      if (excused > 0 && sincePauseSeconds <= AFTER_PAUSE_SECONDS) {
        excused--;
        close = false;
      }
    } else {
      onPause(seconds, mean);
      learn(seconds);
    }
    int slot = gaps++ % LONG;
    chances[slot] = -Math.expm1(-TOGETHER * rapidSeconds / mean);
    rapid[slot] = close;
    if (close && (isImpossible(SHORT) || isImpossible(LONG))) {
      forget();
      return true;
    }
    return false;
  }

  /// About three times what the pace gives in that time, and nothing where it is no pause.
  private void onPause(double seconds, double mean) {
    sincePauseSeconds += seconds;
    int piled = (int) Math.min(3 * seconds / mean - 2, Integer.MAX_VALUE);
    if (piled > 0 && (piled > excused || sincePauseSeconds > AFTER_PAUSE_SECONDS)) {
      excused = piled;
      sincePauseSeconds = 0;
    }
  }

  private void learn(double seconds) {
    ordinary[ordinaries++ % LATEST] = seconds;
  }

  /// By the median, which a pause does not move, of the latest twenty or of the latest five, of
  /// which the faster counts. While fewer are known the pace may as well be twice as fast.
  private double meanSeconds() {
    double mean = Math.min(mean(LATEST), mean(LEAST));
    return Math.max(ordinaries < LATEST ? mean / 2 : mean, 1e-6);
  }

  private double mean(int latest) {
    int count = Math.min(latest, ordinaries);
    for (int i = 0; i < count; i++) {
      sorted[i] = ordinary[(ordinaries - 1 - i) % LATEST];
    }
    Arrays.sort(sorted, 0, count);
    return (sorted[count / 2] - rapidSeconds) / Math.log(2);
  }

  private boolean isImpossible(int latest) {
    double expected = 0;
    int found = 0;
    for (int i = gaps - Math.min(latest, Math.min(gaps, LONG)); i < gaps; i++) {
      expected += chances[i % LONG];
      found += rapid[i % LONG] ? 1 : 0;
    }
    return atLeast(found, expected) < IMPOSSIBLE;
  }

  /// The chance of so many or more, by Poisson's law.
  static double atLeast(int found, double expected) {
    if (found <= expected) {
      return 1;
    }
    double term = Math.exp(-expected);
    for (int i = 1; i <= found; i++) {
      term *= expected / i;
    }
    double sum = 0;
    for (int i = found; term > sum * 1e-12; i++) {
      sum += term;
      term *= expected / (i + 1);
    }
    return sum;
  }
}
