package dev.adit.admin;

import dev.adit.metrics.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;

/// The values of one metric for one reading, in the terms of the Prometheus library.
final class Series {
  private final Metric metric;
  private final CounterSnapshot.Builder counter = CounterSnapshot.builder();
  private final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
  private final SummarySnapshot.Builder summary = SummarySnapshot.builder();
  private final InfoSnapshot.Builder info = InfoSnapshot.builder();

  Series(Metric metric) {
    this.metric = metric;
  }

  /// @param labelValues in the order of [Metric#labels()]
  void add(double value, String... labelValues) {
    Labels labels = labels(labelValues);
    switch (metric.kind()) {
      case COUNTER ->
          counter.dataPoint(
              CounterSnapshot.CounterDataPointSnapshot.builder()
                  .value(value)
                  .labels(labels)
                  .build());
      case GAUGE ->
          gauge.dataPoint(
              GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
      case INFO ->
          info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels).build());
      case SUMMARY -> throw new IllegalArgumentException(metric + " has more than one value");
    }
  }

  void addSummary(long count, double sum, Quantiles quantiles, String... labelValues) {
    summary.dataPoint(
        SummarySnapshot.SummaryDataPointSnapshot.builder()
            .count(count)
            .sum(sum)
            .quantiles(quantiles)
            .labels(labels(labelValues))
            .build());
  }

  MetricSnapshot snapshot() {
    return switch (metric.kind()) {
      case COUNTER -> counter.name(metric.stem()).help(metric.help()).build();
      case GAUGE -> gauge.name(metric.stem()).help(metric.help()).build();
      case SUMMARY -> summary.name(metric.stem()).help(metric.help()).build();
      case INFO -> info.name(metric.stem()).help(metric.help()).build();
    };
  }

  private Labels labels(String... values) {
    return Labels.of(metric.labels(), List.of(values));
  }
}
