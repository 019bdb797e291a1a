package dev.adit.config;

import java.math.BigDecimal;
import java.time.Duration;

/// Makes the difficulty control of a Karoo file's `vardiff`.
final class KarooVardiff {

  private KarooVardiff() {}

  static VardiffConfig read(Fields vardiff, Problems problems) {
    double min = vardiff.number("min_diff");
    double max = vardiff.number("max_diff");
    if (min < 0) {
      String shown = Node.plain(min);
      problems.add(vardiff.at("min_diff"), shown + " is not above 0: write for example 0.001");
    } else if (max < min) {
      problems.add(
          vardiff.at("max_diff"),
          "%s is below %s %s: make max the larger one"
              .formatted(Node.plain(max), vardiff.at("min_diff"), Node.plain(min)));
    }
    return new VardiffConfig(
        vardiff.flag("enabled"),
        target(vardiff, problems),
        min,
        max,
        Duration.ofMillis(vardiff.count("adjust_every_ms")));
  }

  private static Duration target(Fields vardiff, Problems problems) {
    BigDecimal seconds = BigDecimal.valueOf(vardiff.number("target_seconds"));
    BigDecimal millis = seconds.movePointRight(3).stripTrailingZeros();
    if (millis.signum() <= 0
        || millis.scale() > 0
        || millis.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      problems.add(
          vardiff.at("target_seconds"),
          Node.plain(seconds.doubleValue())
              + " can't be aimed at: write seconds above 0, with up to 3 decimals");
      return Duration.ofSeconds(1);
    }
    return Duration.ofMillis(millis.longValue());
  }
}
