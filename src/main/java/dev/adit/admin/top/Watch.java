package dev.adit.admin.top;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What forensics has heard and found; immutable.
///
/// @param json all of it, as it came
/// @param figures one for each of [WatchFigures#NAMES]
record Watch(
    String json, List<String> figures, List<Pool> pools, List<Miner> miners, List<Alert> alerts) {

  Watch {
    figures = List.copyOf(figures);
    pools = List.copyOf(pools);
    miners = List.copyOf(miners);
    alerts = List.copyOf(alerts);
  }

  /// A pool that is listened to; what is not known is NaN.
  record Pool(
      String name,
      double answerP50Millis,
      double answerP99Millis,
      double jobGapP50Millis,
      double behindMillis,
      String extranonce) {

    static Pool read(JsonNode pool) {
      return new Pool(
          pool.path("name").asString(""),
          pool.path("answer_ms").path("p50").asDouble(Double.NaN),
          pool.path("answer_ms").path("p99").asDouble(Double.NaN),
          pool.path("job_gap_ms").path("p50").asDouble(Double.NaN),
          pool.path("new_block_behind_ms").asDouble(Double.NaN),
          pool.path("extranonce").path("quality").asString("-"));
    }
  }

  /// A worker that is listened to.
  record Miner(
      String address,
      String worker,
      long shares,
      double sharesPerHour,
      long accepted,
      long rejected,
      double bestShare,
      double hashrate,
      double secondsToExhaust) {}

  /// A finding.
  record Alert(
      String severity, String kind, long count, String last, String pool, String description) {

    boolean isHigh() {
      return severity.equals("HIGH");
    }
  }

  /// Of what `/api/v1/alerts` answers; null where nothing is listened to.
  static @Nullable Watch read(JsonNode answer) {
    if (!answer.path("watching").asBoolean(false)) {
      return null;
    }
    List<Miner> miners = new ArrayList<>();
    for (JsonNode miner : answer.path("miners")) {
      miners.add(
          new Miner(
              miner.path("address").asString(""),
              miner.path("worker").asString(""),
              miner.path("shares").asLong(0),
              miner.path("shares_per_hour").asDouble(Double.NaN),
              miner.path("accepted").asLong(0),
              miner.path("rejected").asLong(0),
              miner.path("best_share").asDouble(Double.NaN),
              miner.path("hashes_per_second").asDouble(Double.NaN),
              miner.path("seconds_to_exhaust").asDouble(Double.NaN)));
    }
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode alert : answer.path("alerts")) {
      alerts.add(
          new Alert(
              alert.path("severity").asString(""),
              alert.path("kind").asString(""),
              alert.path("count").asLong(0),
              alert.path("last").asString(""),
              alert.path("pool").asString(""),
              alert.path("description").asString("")));
    }
    List<Pool> pools = answer.path("pools").valueStream().map(Pool::read).toList();
    return new Watch(answer.toString(), WatchFigures.of(answer), pools, miners, alerts);
  }
}
