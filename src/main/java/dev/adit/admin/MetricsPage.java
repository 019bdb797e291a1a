package dev.adit.admin;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/// `/metrics`: the gateway's own numbers of one moment, and the virtual machine's.
///
/// Made when first asked for, since its meters cost time that a start does not have.
final class MetricsPage implements AutoCloseable {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private MetricSnapshots live = new MetricSnapshots(List.of());

  MetricsPage() {
    MultiCollector gateway = () -> live;
    registry.getPrometheusRegistry().register(gateway);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /// In the Prometheus text format.
  synchronized String text(GatewayView view) {
    live = new MetricSnapshots(LiveMetrics.of(view));
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    collector.close();
    registry.close();
  }
}
