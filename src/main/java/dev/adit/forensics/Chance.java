package dev.adit.forensics;

/// How likely chance alone brings about so little or so much, at most: Chernoff's bounds, which
/// never make a coincidence look rarer than it is, and are off by a small factor only where it is
/// very rare.
final class Chance {
  private Chance() {}

  /// That of `n` independent trials of probability `p` no more than `hits` succeed. Also where they
  /// are drawn without replacement, or of different probabilities whose mean is `p` (Hoeffding,
  /// 1956 and 1963).
  static double atMost(long hits, long n, double p) {
    double part = (double) hits / n;
    if (part >= p) {
      return 1;
    }
    return Math.exp(-n * (term(part, p) + term(1 - part, 1 - p)));
  }

  /// That no fewer than `hits` succeed.
  static double atLeast(long hits, long n, double p) {
    return atMost(n - hits, n, 1 - p);
  }

  private static double term(double part, double p) {
    return part == 0 ? 0 : part * Math.log(part / p);
  }

  /// That `n` exponential numbers of mean 1 add up to no more than `sum`: Gamma(n, 1).
  static double sumAtMost(double sum, long n) {
    double mean = sum / n;
    return mean >= 1 ? 1 : Math.exp(-n * (mean - 1 - Math.log(mean)));
  }
}
