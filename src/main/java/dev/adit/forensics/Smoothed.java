package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// Average of an hour of a figure that jumps about, seen now and then.
final class Smoothed {
  private static final double HOUR_SECONDS = 3600;

  private @Nullable Moment last;
  private double average = Double.NaN;

  void add(double value, Moment at) {
    average =
        last == null
            ? value
            : average + (value - average) * -Math.expm1(-at.secondsSince(last) / HOUR_SECONDS);
    last = at;
  }

  /// NaN before the first.
  double average() {
    return average;
  }
}
