package dev.adit.admin;

import dev.adit.forensics.PoolReport;
import dev.adit.forensics.PoolStatsView;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/// What a pool publishes of an account beside what was measured here.
final class PoolStatsJson {
  private PoolStatsJson() {}

  /// @param epochMillis of the look at all of it
  static void write(PoolStatsView stats, long epochMillis, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("url", stats.page());
    json.writeStringProperty("address", stats.address());
    json.writeStringProperty("pool", stats.pool());
    json.writeBooleanProperty("known", stats.known());
    json.writeNumberProperty("failures", stats.failures());
    json.writeStringProperty("problem", stats.problem());
    PoolReport report = stats.report();
    if (report == null) {
      json.writeNullProperty("fetched");
      json.writeNullProperty("age_seconds");
      json.writeNullProperty("claimed");
    } else {
      long fetched = epochMillis - Math.round(1000 * stats.ageSeconds());
      json.writeStringProperty("fetched", Instant.ofEpochMilli(fetched).toString());
      ForensicsJson.number("age_seconds", stats.ageSeconds(), json);
      claimed(report, json);
    }
    json.writeName("measured");
    json.writeStartObject();
    ForensicsJson.number("hashes_per_second_1h", stats.hashrate(), json);
    ForensicsJson.number("sigma", stats.sigma(), json);
    json.writeNumberProperty("accepted", stats.accepted());
    ForensicsJson.number("difficulty", stats.difficulty(), json);
    json.writeEndObject();
    json.writeArrayPropertyStart("workers");
    for (PoolStatsView.Worker worker : stats.workers()) {
      json.writeStartObject();
      json.writeStringProperty("worker", worker.name());
      ForensicsJson.number("claimed_hashes_per_second", worker.claimed(), json);
      ForensicsJson.number("measured_hashes_per_second", worker.hashrate(), json);
      json.writeNumberProperty("accepted", worker.accepted());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void claimed(PoolReport report, JsonGenerator json) {
    PoolReport.Rates rates = report.rates();
    json.writeName("claimed");
    json.writeStartObject();
    ForensicsJson.number("hashes_per_second", rates.lately(), json);
    ForensicsJson.number("hashes_per_second_1m", rates.oneMinute(), json);
    ForensicsJson.number("hashes_per_second_5m", rates.fiveMinutes(), json);
    ForensicsJson.number("hashes_per_second_1h", rates.oneHour(), json);
    ForensicsJson.number("difficulty", report.shares(), json);
    ForensicsJson.number("best_share", report.bestShare(), json);
    json.writeName("last_share");
    if (report.lastShare() == 0) {
      json.writeNull();
    } else {
      json.writeString(Instant.ofEpochSecond(report.lastShare()).toString());
    }
    json.writeNumberProperty("workers", report.workers().size());
    json.writeEndObject();
  }
}
