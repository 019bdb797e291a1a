package dev.adit.work;

/// What a number of shares says against an expected number.
///
/// @param shares counted; a fraction where some were of a lower difficulty than the one in force
/// @param strength twice the logarithm of the likelihood ratio of two Poisson rates; its square
///   root reads as standard deviations
record Evidence(double shares, double expected, double strength) {
  static final Evidence NONE = new Evidence(0, 1, 0);

  private static final double CAUTION = 2;

  /// @param expected above zero
  static Evidence of(double shares, double expected) {
    double logarithm = shares > 0 ? shares * Math.log(shares / expected) : 0;
    return new Evidence(shares, expected, 2 * (logarithm - shares + expected));
  }

  /// How far off the expectation is, drawn towards 1: the stretch was chosen for being extreme.
  double ratio() {
    return (shares + CAUTION) / (expected + CAUTION);
  }
}
