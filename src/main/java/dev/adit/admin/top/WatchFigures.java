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
        clock(answer.path("clock")),
        whole(found.path("HIGH")),
        whole(found.path("MEDIUM")),
        whole(found.path("LOW")));
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
