package dev.adit.forensics;

import org.HdrHistogram.Histogram;

/// Durations of one kind, the last one to two thousand of them.
final class Spread {
  private static final int ROUND = 1_000;
  private static final long HIGHEST_MICROS = 86_400_000_000L;
  private static final int SETTLED = 20;

  private Histogram now = new Histogram(HIGHEST_MICROS, 2);
  private Histogram before = new Histogram(HIGHEST_MICROS, 2);
  private final Histogram both = new Histogram(HIGHEST_MICROS, 2);
  private long medianNanos;

  void record(long nanos) {
    if (now.getTotalCount() == ROUND) {
      Histogram oldest = before;
      before = now;
      oldest.reset();
      now = oldest;
    }
    now.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
    if (now.getTotalCount() % SETTLED == 0) {
      medianNanos = all().getValueAtPercentile(50) * 1_000;
    }
  }

  /// As of at most twenty measurements ago; 0 before the first twenty.
  long medianNanos() {
    return medianNanos;
  }

  Percentiles percentiles() {
    Histogram all = all();
    return new Percentiles(
        all.getTotalCount(),
        all.getValueAtPercentile(50) / 1e3,
        all.getValueAtPercentile(90) / 1e3,
        all.getValueAtPercentile(99) / 1e3,
        all.getMaxValue() / 1e3);
  }

  private Histogram all() {
    both.reset();
    both.add(now);
    both.add(before);
    return both;
  }
}
