package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.MinerView;
import dev.adit.guard.GuardCounts;
import dev.adit.guard.GuardSettings;
import dev.adit.metrics.ShareTally;
import dev.adit.work.Vardiff;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `/status`: first the fields of Karoo, by the names its users' scripts know, then ours
/// ([StatusDetails]).
///
/// Written as it is read, since thousands of miners would make a large tree.
final class StatusPage {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;
  private final GatewayView view;

  private StatusPage(JsonGenerator json, GatewayView view) {
    this.json = json;
    this.view = view;
  }

  /// @param view with miners
  /// @param now the moment of the view
  static void write(GatewayView view, Instant now, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      StatusPage page = new StatusPage(json, view);
      json.writeStartObject();
      page.upstream(now);
      page.clients();
      page.vardiff();
      page.ratelimit();
      StatusDetails.write(json, view, Integer.MAX_VALUE);
      json.writeEndObject();
    }
  }

  /// The same for who looks often: without what needs every miner to be asked.
  ///
  /// @param workers so many of them, the strongest
  static void writeTop(GatewayView view, int workers, Instant now, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      StatusPage page = new StatusPage(json, view);
      json.writeStartObject();
      page.upstream(now);
      page.ratelimit();
      StatusDetails.write(json, view, workers);
      json.writeEndObject();
    }
  }

  /// Karoo has one pool connection; of several lanes the first that is ready speaks for all.
  private void upstream(Instant now) {
    Optional<LaneView> lane = view.lanes().stream().filter(LaneView::poolReady).findFirst();
    json.writeBooleanProperty("upstream", lane.isPresent());
    json.writeStringProperty("extranonce1", lane.map(LaneView::extranonce1).orElse(""));
    json.writeNumberProperty("extranonce2_size", lane.map(LaneView::extranonce2Size).orElse(0));
    json.writeNumberProperty(
        "last_notify_unix",
        lane.filter(ready -> ready.jobAgeNanos() >= 0)
            .map(ready -> now.minusNanos(ready.jobAgeNanos()).getEpochSecond())
            .orElse(0L));
    JsonNumber.write(json, "last_diff", lane.map(LaneView::poolDifficulty).orElse(0.0));
    ShareTally shares = view.shares();
    json.writeNumberProperty("shares_ok", shares.ok());
    json.writeNumberProperty("shares_bad", shares.bad());
  }

  private void clients() {
    json.writeName("clients");
    json.writeStartArray();
    for (LaneView lane : view.lanes()) {
      for (MinerView miner : lane.miners()) {
        client(lane, miner);
      }
    }
    json.writeEndArray();
  }

  private void client(LaneView lane, MinerView miner) {
    json.writeStartObject();
    json.writeStringProperty("ip", miner.address());
    json.writeStringProperty("worker", miner.worker());
    json.writeStringProperty("upstream_user", miner.poolUser());
    json.writeNumberProperty("ok", miner.tally().ok());
    json.writeNumberProperty("bad", miner.tally().bad());
    JsonNumber.write(json, "diff", miner.difficulty());
    json.writeStringProperty("listener", lane.listener());
    json.writeStringProperty("user_agent", miner.userAgent());
    JsonNumber.write(json, "hashes_per_second", Math.rint(miner.hashesPerSecond()));
    json.writeNumberProperty("connected_seconds", miner.connectedNanos() / 1_000_000_000);
    json.writeEndObject();
  }

  private void vardiff() {
    Optional<Vardiff.Settings> settings =
        view.listeners().stream()
            .map(ListenerView::vardiff)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .findFirst();
    List<MinerView> miners = view.lanes().stream().flatMap(lane -> lane.miners().stream()).toList();
    List<MinerView> active = miners.stream().filter(miner -> miner.hashesPerSecond() > 0).toList();
    json.writeName("vardiff");
    json.writeStartObject();
    json.writeBooleanProperty("enabled", settings.map(Vardiff.Settings::enabled).orElse(false));
    json.writeNumberProperty("total_clients", miners.size());
    json.writeNumberProperty("active_clients", active.size());
    JsonNumber.write(
        json,
        "avg_difficulty",
        active.stream().mapToDouble(MinerView::difficulty).average().orElse(0));
    JsonNumber.write(
        json,
        "avg_shares_per_sec",
        active.stream().mapToDouble(StatusPage::sharesPerSecond).average().orElse(0));
    JsonNumber.write(
        json, "target_seconds", settings.map(Vardiff.Settings::targetSeconds).orElse(0.0));
    JsonNumber.write(json, "min_difficulty", settings.map(Vardiff.Settings::min).orElse(0.0));
    JsonNumber.write(json, "max_difficulty", settings.map(Vardiff.Settings::max).orElse(0.0));
    json.writeEndObject();
  }

  private static double sharesPerSecond(MinerView miner) {
    return miner.connectedNanos() <= 0
        ? 0
        : miner.tally().received() * 1e9 / miner.connectedNanos();
  }

  /// Karoo's counters of its limits by address, by its names.
  private void ratelimit() {
    GuardSettings settings = view.guard().settings();
    GuardCounts counts = view.guard().counts();
    json.writeName("ratelimit");
    json.writeStartObject();
    json.writeBooleanProperty("enabled", settings.enabled());
    json.writeNumberProperty("total_ips", counts.remembered());
    json.writeNumberProperty("total_active", counts.open());
    json.writeNumberProperty("banned_ips", counts.banned());
    json.writeNumberProperty("max_per_ip", Math.max(0, settings.maxPerIp()));
    json.writeNumberProperty("max_per_minute", Math.max(0, settings.maxPerMinute()));
    json.writeNumberProperty("ban_duration_sec", settings.banNanos() / 1_000_000_000);
    json.writeEndObject();
  }
}
