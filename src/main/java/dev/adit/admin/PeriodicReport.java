package dev.adit.admin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a [ShareReport] to the log now and then, and a [RelayReport]; nothing if no share has
/// come and no flow carried anything since the last.
public final class PeriodicReport {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicReport.class);

  private final LiveState state;
  private final Consumer<String> log;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("report").daemon().factory());
  private @Nullable ScheduledFuture<?> reporting;
  private long reported;
  private List<RelayState> relaysReported = List.of();

  public PeriodicReport(LiveState state) {
    this(state, LOG::info);
  }

  PeriodicReport(LiveState state, Consumer<String> log) {
    this.state = state;
    this.log = log;
  }

  /// Reports from now on, in this rhythm and no other.
  ///
  /// @param every zero for never
  public synchronized void start(Duration every) {
    if (reporting != null) {
      reporting.cancel(false);
      reporting = null;
    }
    if (every.isPositive()) {
      reporting =
          timer.scheduleWithFixedDelay(
              this::report, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  public void stop() {
    timer.shutdownNow();
  }

  private boolean moved(List<RelayState> relays) {
    long before = relaysReported.stream().mapToLong(PeriodicReport::deeds).sum();
    relaysReported = relays;
    return relays.stream().mapToLong(PeriodicReport::deeds).sum() != before;
  }

  private static long deeds(RelayState relay) {
    return relay.begun() + relay.sent() + relay.received();
  }

  void report() {
    try {
      GatewayView view = state.view(false);
      long received = view == null ? reported : view.shares().received();
      if (view != null && received != reported) {
        reported = received;
        ShareReport.lines(view).forEach(log);
      }
      if (view != null && moved(view.relays())) {
        RelayReport.lines(view).forEach(log);
      }
    } catch (RuntimeException failure) {
      LOG.error("the report failed", failure);
    }
  }
}
