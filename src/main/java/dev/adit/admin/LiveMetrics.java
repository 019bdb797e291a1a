package dev.adit.admin;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.LineView;
import dev.adit.forensics.ForensicsView;
import dev.adit.forensics.Suspicion;
import dev.adit.guard.GuardCounts;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.Metric;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// One view of the gateway as metrics. All values are of the same moment, so sums over labels agree
/// with each other.
///
/// What a listener or pool has not seen yet is there with 0, so that a rate has a beginning.
final class LiveMetrics {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final GatewayView view;
  private final Map<Metric, Series> series = new EnumMap<>(Metric.class);

  private LiveMetrics(GatewayView view) {
    this.view = view;
    for (Metric metric : Metric.values()) {
      series.put(metric, new Series(metric));
    }
  }

  static List<MetricSnapshot> of(GatewayView view) {
    LiveMetrics metrics = new LiveMetrics(view);
    metrics.program();
    metrics.guard(view.guard().counts());
    Map<String, LaneTotals> totals = view.totals();
    view.relays().forEach(metrics::relay);
    ForensicsView heard = view.forensics();
    if (heard != null) {
      metrics.forensics(heard);
    }
    for (ListenerView listener :
        view.listeners().stream().filter(ListenerView::isForMiners).toList()) {
      totals.putIfAbsent(listener.name(), LaneTotals.none());
      metrics.doorway(listener);
    }
    totals.forEach(metrics::listener);
    return metrics.series.values().stream().map(Series::snapshot).toList();
  }

  private void program() {
    set(Metric.BUILD, 1, view.version(), Runtime.version().toString());
    set(Metric.UPTIME_SECONDS, view.uptimeNanos() / 1e9);
  }

  private void guard(GuardCounts counts) {
    count(Metric.GUARD_ADDRESSES, counts.remembered());
    count(Metric.GUARD_BANNED_ADDRESSES, counts.banned());
    deeds(counts.done(), "enforced");
    deeds(counts.would(), "dry_run");
  }

  private void deeds(GuardCounts.Deeds deeds, String mode) {
    deeds.refused().forEach((why, count) -> count(Metric.GUARD_REFUSED, count, why.label(), mode));
    deeds.banned().forEach((why, count) -> count(Metric.GUARD_BANS, count, why.label(), mode));
    deeds.closed().forEach((why, count) -> count(Metric.GUARD_CLOSED, count, why.label(), mode));
  }

  private void forensics(ForensicsView heard) {
    for (Suspicion what : Suspicion.values()) {
      long count = heard.found().getOrDefault(what, 0L);
      count(Metric.ALERTS, count, what.kind().text(), what.code(), what.severity().name());
    }
    count(Metric.FORENSICS_CONVERSATIONS, heard.conversations());
    count(Metric.FORENSICS_MESSAGES, heard.messages());
    count(Metric.FORENSICS_MISSED, heard.missed());
    count(Metric.FORENSICS_SHARES, heard.accepted(), "accepted");
    count(Metric.FORENSICS_SHARES, heard.rejected(), "rejected");
    count(Metric.FORENSICS_SHARES, heard.shares() - heard.accepted() - heard.rejected(), "open");
    set(Metric.CLOCK_OFFSET_SECONDS, heard.clock().offsetMillis() / 1e3);
    count(Metric.CLOCK_SERVERS, heard.clock().servers());
  }

  private void doorway(ListenerView listener) {
    set(Metric.CONNECTIONS, listener.connections(), listener.name());
    listener
        .refused()
        .forEach(
            (reason, count) -> count(Metric.CONNECTIONS_REFUSED, count, listener.name(), reason));
  }

  private void listener(String name, LaneTotals totals) {
    List<LaneView> lanes =
        view.lanes().stream().filter(lane -> lane.listener().equals(name)).toList();
    set(Metric.LANES, lanes.size(), name);
    set(Metric.MINERS, lanes.stream().mapToInt(LaneView::minerCount).sum(), name);
    count(Metric.BLOCKS, totals.blocks(), name);
    count(Metric.UNKNOWN_ANSWERS, totals.unknownAnswers(), name);
    for (CloseReason reason : CloseReason.values()) {
      long count = totals.closed().getOrDefault(reason.label(), 0L);
      count(Metric.CONNECTIONS_CLOSED, count, name, reason.label());
    }
    LatencyHistogram latency = totals.poolLatency();
    of(Metric.POOL_ANSWER_SECONDS)
        .addSummary(latency.count(), latency.totalSeconds(), quantiles(latency), name);
    for (String pool : poolsOf(name, lanes, totals)) {
      shares(name, pool, totals.tallies().getOrDefault(pool, new ShareTally()));
      pool(name, pool, linesTo(pool, lanes));
    }
  }

  private void relay(RelayState relay) {
    String name = relay.name();
    count(Metric.RELAY_FLOWS_OPEN, relay.open(), name);
    count(Metric.RELAY_FLOWS, relay.begun(), name);
    relay.ended().forEach((why, ends) -> count(Metric.RELAY_FLOW_ENDS, ends, name, why));
    count(Metric.RELAY_TURNED_AWAY, relay.turnedAway(), name);
    count(Metric.RELAY_DROPPED, relay.dropped(), name);
    count(Metric.RELAY_BYTES, relay.sent(), name, "sent");
    count(Metric.RELAY_BYTES, relay.received(), name, "received");
    for (RelayState.Target target : relay.targets()) {
      switch (target.state()) {
        case "up" -> count(Metric.RELAY_TARGET_UP, 1, name, target.address());
        case "down" -> count(Metric.RELAY_TARGET_UP, 0, name, target.address());
        default -> {} // a 0 or a 1 would be a lie
      }
    }
  }

  /// Those configured, those that lanes are at, and those that have ever got a share.
  private Set<String> poolsOf(String listener, List<LaneView> lanes, LaneTotals totals) {
    Set<String> pools = new TreeSet<>(totals.tallies().keySet());
    view.listeners().stream()
        .filter(configured -> configured.name().equals(listener))
        .forEach(configured -> pools.addAll(configured.pools()));
    lanes.forEach(lane -> lane.lines().forEach(line -> pools.add(line.pool())));
    return pools;
  }

  private static List<LineView> linesTo(String pool, List<LaneView> lanes) {
    return lanes.stream()
        .flatMap(lane -> lane.lines().stream())
        .filter(line -> line.pool().equals(pool))
        .toList();
  }

  private void shares(String listener, String pool, ShareTally tally) {
    for (ShareFate fate : ShareFate.values()) {
      count(Metric.SHARES, tally.count(fate), listener, pool, fate.label());
    }
    set(Metric.SHARE_DIFFICULTY, tally.creditedDifficulty(), listener, pool);
  }

  /// @param lines of that listener to that pool
  private void pool(String listener, String pool, List<LineView> lines) {
    List<LineView> ready = lines.stream().filter(LineView::ready).toList();
    long serving = ready.stream().filter(LineView::serving).count();
    count(Metric.POOL_READY, serving, listener, pool);
    count(Metric.POOL_STANDBY, ready.size() - serving, listener, pool);
    int pending = lines.stream().mapToInt(LineView::pendingShares).sum();
    count(Metric.PENDING_SHARES, pending, listener, pool);
    setHighest(Metric.POOL_DIFFICULTY, ready, LineView::difficulty, listener, pool);
    setHighest(Metric.JOB_AGE_SECONDS, ready, line -> line.jobAgeNanos() / 1e9, listener, pool);
  }

  private static Quantiles quantiles(LatencyHistogram latency) {
    List<Quantile> quantiles = new ArrayList<>();
    for (double quantile : QUANTILES) {
      double seconds = latency.count() == 0 ? Double.NaN : latency.secondsAt(quantile * 100);
      quantiles.add(new Quantile(quantile, seconds));
    }
    return Quantiles.of(quantiles);
  }

  /// Nothing where no line has a value yet: an age of 0 would be a lie.
  private void setHighest(
      Metric metric, List<LineView> lines, ToDoubleFunction<LineView> value, String... labels) {
    lines.stream().mapToDouble(value).max().stream()
        .filter(highest -> highest >= 0)
        .forEach(highest -> set(metric, highest, labels));
  }

  private void set(Metric metric, double value, String... labels) {
    of(metric).add(value, labels);
  }

  private void count(Metric metric, long value, String... labels) {
    set(metric, (double) value, labels);
  }

  private Series of(Metric metric) {
    return Objects.requireNonNull(series.get(metric));
  }
}
