package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.WorkerView;
import dev.adit.guard.BanReason;
import dev.adit.guard.Eviction;
import dev.adit.guard.GuardCounts;
import dev.adit.guard.Refusal;
import dev.adit.ledger.FoundBlocks;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// The fields of `/status` that are Adit's own. Times are seconds, hash rates hashes per second.
final class StatusDetails {
  private final JsonGenerator json;
  private final GatewayView view;

  private StatusDetails(JsonGenerator json, GatewayView view) {
    this.json = json;
    this.view = view;
  }

  /// Into the object that `json` has open.
  ///
  /// @param workers so many of them at most
  static void write(JsonGenerator json, GatewayView view, int workers) {
    StatusDetails details = new StatusDetails(json, view);
    json.writeStringProperty("version", view.version());
    json.writeStringProperty("phase", view.phase().text());
    json.writeNumberProperty("uptime_seconds", view.uptimeNanos() / 1_000_000_000);
    json.writeNumberProperty("blocks", view.blocks().count());
    details.array("latest_blocks", view.blocks().latest(), details::block);
    details.shares(view.shares());
    details.guard(view.guard());
    details.array("listeners", view.listeners(), details::listener);
    details.array("pools", List.copyOf(PoolSummary.of(view).values()), details::pool);
    details.array("lanes", view.lanes(), details::lane);
    details.array("relays", view.relays(), relay -> RelayJson.brief(relay, json));
    List<WorkerView> all = Workers.of(view.lanes());
    double hashrate = all.stream().mapToDouble(WorkerView::hashesPerSecond).sum();
    JsonNumber.write(json, "hashes_per_second", Math.rint(hashrate));
    details.array("workers", all.stream().limit(workers).toList(), details::worker);
  }

  private interface Fields<T> {
    void write(T of);
  }

  private <T> void array(String name, List<T> values, Fields<T> fields) {
    json.writeName(name);
    json.writeStartArray();
    for (T value : values) {
      json.writeStartObject();
      fields.write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void block(FoundBlocks.Entry block) {
    json.writeStringProperty("time", block.time().toString());
    json.writeStringProperty("pool", block.pool());
    json.writeStringProperty("worker", block.worker());
    json.writeStringProperty("address", block.address());
    json.writeStringProperty("hash", block.hash());
    JsonNumber.write(json, "difficulty", block.difficulty());
  }

  private void shares(ShareTally tally) {
    json.writeName("shares");
    json.writeStartObject();
    json.writeNumberProperty("received", tally.received());
    for (ShareFate fate : ShareFate.values()) {
      json.writeNumberProperty(fate.label(), tally.count(fate));
    }
    JsonNumber.write(json, "credited_difficulty", tally.creditedDifficulty());
    json.writeEndObject();
  }

  private void guard(GuardView guard) {
    json.writeName("guard");
    json.writeStartObject();
    json.writeBooleanProperty("enabled", guard.settings().enabled());
    json.writeBooleanProperty("dry_run", guard.settings().dryRun());
    deeds(guard.counts().done());
    json.writeName("would");
    json.writeStartObject();
    deeds(guard.counts().would());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void deeds(GuardCounts.Deeds deeds) {
    counts("refused", byLabel(deeds.refused(), Refusal::label));
    counts("banned", byLabel(deeds.banned(), BanReason::label));
    counts("closed", byLabel(deeds.closed(), Eviction::label));
  }

  private static <K> Map<String, Long> byLabel(Map<K, Long> counts, Function<K, String> label) {
    Map<String, Long> labelled = new TreeMap<>();
    counts.forEach((reason, count) -> labelled.put(label.apply(reason), count));
    return labelled;
  }

  private void listener(ListenerView listener) {
    json.writeStringProperty("name", listener.name());
    json.writeStringProperty("mode", listener.mode());
    json.writeStringProperty("address", listener.address());
    json.writeNumberProperty("connections", listener.connections());
    counts("refused", listener.refused());
    if (listener.isForMiners()) {
      miners(listener);
    }
  }

  private void miners(ListenerView listener) {
    LaneTotals totals = view.totals().getOrDefault(listener.name(), LaneTotals.none());
    counts("closed", totals.closed());
    json.writeNumberProperty(
        "miners",
        view.lanes().stream()
            .filter(lane -> lane.listener().equals(listener.name()))
            .mapToInt(LaneView::minerCount)
            .sum());
    ShareTally tally = new ShareTally();
    totals.tallies().values().forEach(tally::add);
    shares(tally);
    Vardiff.Settings vardiff = listener.vardiff();
    if (vardiff != null) {
      json.writeName("vardiff");
      json.writeStartObject();
      json.writeBooleanProperty("enabled", vardiff.enabled());
      JsonNumber.write(json, "target_seconds", vardiff.targetSeconds());
      JsonNumber.write(json, "min", vardiff.min());
      JsonNumber.write(json, "max", vardiff.max());
      JsonNumber.write(json, "adjust_every_seconds", vardiff.adjustEveryNanos() / 1e9);
      json.writeEndObject();
    }
  }

  private void counts(String name, Map<String, Long> counts) {
    json.writeName(name);
    json.writeStartObject();
    new TreeMap<>(counts).forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  private void pool(PoolSummary pool) {
    json.writeStringProperty("name", pool.name());
    json.writeBooleanProperty("ready", pool.ready());
    json.writeNumberProperty("lanes", pool.lanes());
    json.writeNumberProperty("standby", pool.standby());
    json.writeNumberProperty("pending_shares", pool.pendingShares());
    age(pool.jobAgeNanos());
    JsonNumber.write(json, "difficulty", pool.difficulty());
    shares(pool.shares());
  }

  private void lane(LaneView lane) {
    json.writeStringProperty("listener", lane.listener());
    json.writeStringProperty("pool", lane.pool());
    json.writeBooleanProperty("ready", lane.poolReady());
    json.writeNumberProperty("miners", lane.minerCount());
    json.writeStringProperty("extranonce1", lane.extranonce1());
    json.writeNumberProperty("extranonce2_size", lane.extranonce2Size());
    age(lane.jobAgeNanos());
    JsonNumber.write(json, "difficulty", lane.poolDifficulty());
    json.writeNumberProperty("pending_shares", lane.pendingShares());
    json.writeNumberProperty("unknown_answers", lane.unknownAnswers());
    LatencyHistogram latency = lane.poolLatency();
    json.writeName("answer_seconds");
    json.writeStartObject();
    json.writeNumberProperty("count", latency.count());
    JsonNumber.write(json, "p50", latency.count() == 0 ? 0 : latency.secondsAt(50));
    JsonNumber.write(json, "p99", latency.count() == 0 ? 0 : latency.secondsAt(99));
    json.writeEndObject();
  }

  /// `null` before the first job.
  private void age(long nanos) {
    if (nanos < 0) {
      json.writeNullProperty("job_age_seconds");
    } else {
      JsonNumber.write(json, "job_age_seconds", Math.rint(nanos / 1e6) / 1e3);
    }
  }

  private void worker(WorkerView worker) {
    json.writeStringProperty("worker", worker.worker());
    json.writeNumberProperty("ok", worker.tally().ok());
    json.writeNumberProperty("bad", worker.tally().bad());
    JsonNumber.write(json, "latency_seconds", Math.rint(worker.meanLatencyNanos() / 1e3) / 1e6);
    JsonNumber.write(json, "seconds_per_share", Math.rint(worker.secondsPerShare() * 1e3) / 1e3);
    JsonNumber.write(json, "hashes_per_second", Math.rint(worker.hashesPerSecond()));
    shares(worker.tally());
  }
}
