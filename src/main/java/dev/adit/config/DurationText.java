package dev.adit.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `250ms`, `15s`, `5m`, `1h`, `0s`.
public final class DurationText {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})(ms|s|m|h)");

  /// Keeps every duration countable in nanoseconds.
  private static final Duration LONGEST = Duration.ofDays(3650);

  private DurationText() {}

  /// Reads one duration.
  public static Parsed<Duration> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Parsed.Bad<>(
          "is not a duration: write a whole number and ms, s, m or h, such as \"15s\"");
    }
    long amount = Long.parseLong(shape.group(1));
    Duration duration =
        switch (shape.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return duration.compareTo(LONGEST) > 0
        ? new Parsed.Bad<>("is longer than ten years: write a shorter one")
        : new Parsed.Good<>(duration);
  }

  /// Writes a duration of whole milliseconds in the largest unit that is exact.
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
