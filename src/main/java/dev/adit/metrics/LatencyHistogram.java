package dev.adit.metrics;

import org.HdrHistogram.Histogram;

/// Latencies from a microsecond to a minute, two significant digits. Owned by one thread; readers
/// take a copy.
public final class LatencyHistogram {
  private static final long HIGHEST_MICROS = 60_000_000;

  private final Histogram micros;

  public LatencyHistogram() {
    this(new Histogram(HIGHEST_MICROS, 2));
  }

  private LatencyHistogram(Histogram micros) {
    this.micros = micros;
  }

  public void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
  }

  public long count() {
    return micros.getTotalCount();
  }

  /// The latency that so many per cent of all stayed within.
  ///
  /// @param percentile 0 to 100
  /// @return seconds; 0 without any value
  public double secondsAt(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e6;
  }

  /// Sum of all values, seconds.
  public double totalSeconds() {
    return micros.getMean() * micros.getTotalCount() / 1e6;
  }

  public LatencyHistogram copy() {
    return new LatencyHistogram(micros.copy());
  }

  public void add(LatencyHistogram other) {
    micros.add(other.micros);
  }
}
