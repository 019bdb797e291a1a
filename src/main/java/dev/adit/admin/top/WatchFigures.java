package dev.adit.admin.top;

import dev.adit.admin.Figures;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The line of figures above what forensics has found.
final class WatchFigures {
  static final List<String> NAMES =
      List.of(
          "MESSAGES/S",
          "SHARES/MIN",
          "ACCEPTED",
          "DIFFICULTY",
          "BEST",
          "BLOCKS",
          "NEAR",
          "JOB AGE",
          "FUTURE",
          "STALE",
          "CLAIMED",
          "CLOCK",
          "HIGH",
          "MEDIUM",
          "LOW");

  private WatchFigures() {}

  static List<String> of(JsonNode answer) {
    JsonNode found = answer.path("found");
    return List.of(
        decimal(answer.path("messages_per_second")),
        decimal(answer.path("shares_per_minute")),
        percent(answer.path("accept_rate")),
        Figures.count(answer.path("difficulty").asDouble(0)),
        Figures.count(answer.path("best_share").asDouble(0)),
        whole(answer.path("blocks")),
        whole(answer.path("near_misses")),
        decimal(answer.path("job_age_seconds")) + " s",
        whole(answer.path("future_jobs")),
        whole(answer.path("stale_jobs")),
        claimed(answer.path("pool_stats")),
        clock(answer.path("clock")),
        whole(found.path("HIGH")),
        whole(found.path("MEDIUM")),
        whole(found.path("LOW")));
  }

  /// The part of the hashrate that was measured which the pool's own figures admit.
  private static String claimed(JsonNode stats) {
    JsonNode pool = stats.path("claimed");
    JsonNode hour = pool.path("hashes_per_second_1h");
    double claimed = (hour.isNumber() ? hour : pool.path("hashes_per_second")).asDouble(Double.NaN);
    double measured = stats.path("measured").path("hashes_per_second_1h").asDouble(0);
    return Double.isNaN(claimed) || measured <= 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100 * claimed / measured);
  }

  /// What the time servers say, or whose time it is.
  private static String clock(JsonNode clock) {
    return clock.path("servers").asInt(0) == 0
        ? "local"
        : "%+d ms".formatted(clock.path("offset_ms").asLong(0));
  }

  private static String whole(JsonNode number) {
    return String.valueOf(number.asLong(0));
  }

  private static String decimal(JsonNode number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.1f", number.asDouble()) : "-";
  }

  private static String percent(JsonNode fraction) {
    return fraction.isNumber()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction.asDouble())
        : "-";
  }
}
