package dev.adit.forensics;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hashes per second as pools write them: `3.12T`, `811 GH/s`, `0`.
final class HashrateText {
  private static final int LONGEST = 40;
  private static final String SUFFIXES = "kmgtpezy";
  private static final Pattern SHAPE =
      Pattern.compile("(\\d+(?:\\.\\d*)?(?:e[+-]?\\d+)?)([kmgtpezy]?)(?:h(?:/s)?)?");

  private HashrateText() {}

  /// NaN for what is none; nothing at all is 0, as pools have it for the idle.
  static double parse(String text) {
    if (text.length() > LONGEST) {
      return Double.NaN;
    }
    String bare = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (bare.isEmpty()) {
      return 0;
    }
    Matcher parts = SHAPE.matcher(bare);
    if (!parts.matches()) {
      return Double.NaN;
    }
    int thousands = parts.group(2).isEmpty() ? 0 : SUFFIXES.indexOf(parts.group(2)) + 1;
    double value = Double.parseDouble(parts.group(1)) * Math.pow(1000, thousands);
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /// For people: `2.95 TH/s`.
  static String format(double hashesPerSecond) {
    double value = hashesPerSecond;
    int thousands = 0;
    while (value >= 999.5 && thousands < SUFFIXES.length()) {
      value /= 1000;
      thousands++;
    }
    String unit =
        thousands == 0 ? "" : SUFFIXES.substring(thousands - 1, thousands).toUpperCase(Locale.ROOT);
    return String.format(Locale.ROOT, value < 99.5 ? "%.3g %sH/s" : "%.0f %sH/s", value, unit);
  }
}
