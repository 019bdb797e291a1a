package dev.adit.admin;

import dev.adit.forensics.Alert;
import dev.adit.forensics.ForensicsView;
import dev.adit.forensics.MinerView;
import dev.adit.forensics.PoolStatsView;
import dev.adit.forensics.Severity;
import dev.adit.forensics.ntp.ClockReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// What was heard and found, as `/api/v1/alerts` tells it.
final class ForensicsJson {
  private ForensicsJson() {}

  /// Everything, into the object that `json` has open.
  ///
  /// @param most so many alerts, and so many miners
  static void write(ForensicsView seen, List<Alert> alerts, int most, JsonGenerator json) {
    json.writeStringProperty("time", Instant.ofEpochMilli(seen.epochMillis()).toString());
    json.writeName("found");
    json.writeStartObject();
    for (Severity severity : Severity.values()) {
      json.writeNumberProperty(severity.name(), seen.found(severity));
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("alerts");
    alerts.stream().limit(most).forEach(alert -> alert(alert, json));
    json.writeEndArray();
    figures(seen, json);
    clock(seen.clock(), json);
    json.writeArrayPropertyStart("miners");
    seen.miners().stream().limit(most).forEach(miner -> miner(miner, json));
    json.writeEndArray();
    json.writeArrayPropertyStart("pools");
    seen.pools().forEach(pool -> PoolJson.write(pool, json));
    json.writeEndArray();
    json.writeName("pool_stats");
    PoolStatsView stats = seen.poolStats();
    if (stats == null) {
      json.writeNull();
    } else {
      PoolStatsJson.write(stats, seen.epochMillis(), json);
    }
  }

  static void alert(Alert alert, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("id", alert.number());
    json.writeStringProperty("severity", alert.what().severity().name());
    json.writeStringProperty("kind", alert.what().kind().text());
    json.writeStringProperty("code", alert.what().code());
    json.writeStringProperty("description", alert.description());
    json.writeStringProperty("listener", alert.listener());
    json.writeStringProperty("miner", alert.miner());
    json.writeStringProperty("pool", alert.pool());
    json.writeNumberProperty("count", alert.count());
    json.writeStringProperty("first", alert.first().time().toString());
    json.writeStringProperty("last", alert.last().time().toString());
    json.writeStringProperty("last_local", alert.last().local().toString());
    json.writeName("data");
    json.writeStartObject();
    alert.data().forEach((name, value) -> datum(name, value, json));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void datum(String name, Object value, JsonGenerator json) {
    switch (value) {
      case Boolean yes -> json.writeBooleanProperty(name, yes);
      case Integer number -> json.writeNumberProperty(name, number);
      case Long number -> json.writeNumberProperty(name, number);
      case Number number -> number(name, number.doubleValue(), json);
      default -> json.writeStringProperty(name, value.toString());
    }
  }

  private static void figures(ForensicsView seen, JsonGenerator json) {
    Map<String, Long> counts =
        Map.of(
            "messages", seen.messages(),
            "shares", seen.shares(),
            "accepted", seen.accepted(),
            "rejected", seen.rejected(),
            "blocks", seen.blocks(),
            "near_misses", seen.nearMisses(),
            "future_jobs", seen.futureJobs(),
            "stale_jobs", seen.staleJobs(),
            "missed", seen.missed(),
            "unread", seen.unread());
    json.writeNumberProperty("conversations", seen.conversations());
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(count -> json.writeNumberProperty(count.getKey(), count.getValue()));
    number("messages_per_second", seen.messagesPerSecond(), json);
    number("shares_per_minute", seen.sharesPerMinute(), json);
    number("accept_rate", seen.acceptRate(), json);
    number("difficulty", seen.difficulty(), json);
    number("best_share", seen.bestShare(), json);
    number("job_age_seconds", seen.jobAgeSeconds(), json);
  }

  private static void clock(ClockReading clock, JsonGenerator json) {
    json.writeName("clock");
    json.writeStartObject();
    json.writeNumberProperty("offset_ms", clock.offsetMillis());
    json.writeNumberProperty("servers", clock.servers());
    json.writeNumberProperty("asked", clock.asked());
    json.writeName("synced");
    if (clock.servers() == 0) {
      json.writeNull();
    } else {
      json.writeString(Instant.ofEpochMilli(clock.epochMillis()).toString());
    }
    json.writeEndObject();
  }

  private static void miner(MinerView miner, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("address", miner.address());
    json.writeStringProperty("worker", miner.worker());
    json.writeStringProperty("pool", miner.pool());
    json.writeNumberProperty("shares", miner.shares());
    json.writeNumberProperty("accepted", miner.accepted());
    json.writeNumberProperty("rejected", miner.rejected());
    number("shares_per_hour", miner.sharesPerHour(), json);
    number("best_share", miner.bestShare(), json);
    number("hashes_per_second", miner.hashrate(), json);
    number("seconds_to_exhaust", miner.secondsToExhaust(), json);
    json.writeEndObject();
  }

  /// JSON knows no NaN.
  static void number(String name, double value, JsonGenerator json) {
    json.writeName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
