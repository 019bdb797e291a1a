package dev.adit.admin;

import java.util.Locale;

/// Numbers for a person: three digits and a unit.
public final class Figures {
  private static final String[] HASHRATES = {
    "H/s", "kH/s", "MH/s", "GH/s", "TH/s", "PH/s", "EH/s", "ZH/s"
  };

  private static final String[] COUNTS = {"", "k", "M", "G", "T", "P", "E", "Z"};
  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Figures() {}

  /// "-" where it is not known.
  public static String hashrate(double hashesPerSecond) {
    return scaled(hashesPerSecond, HASHRATES, " ");
  }

  public static String bytes(long count) {
    return bytes((double) count);
  }

  /// `999 B`, `1.20 MB`: thousands, as networks count.
  public static String bytes(double bytes) {
    if (!(bytes >= 999.5)) {
      return Math.round(bytes) + " B";
    }
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < BYTES.length - 1) {
      value /= 1_000;
      unit++;
    }
    return threeDigits(value) + " " + BYTES[unit];
  }

  /// `999`, `1.20M`: thousands, with the letters that pools use; "-" where it is not known.
  public static String count(double number) {
    return scaled(number, COUNTS, "");
  }

  /// "-" where it is not known.
  public static String seconds(double seconds) {
    if (!(seconds > 0)) {
      return "-";
    }
    if (seconds < 0.9995) {
      return threeDigits(seconds * 1e3) + " ms";
    }
    return seconds < 119.5 ? threeDigits(seconds) + " s" : threeDigits(seconds / 60) + " min";
  }

  /// Whole seconds as a person would tell them, rounded up.
  static String period(long seconds) {
    if (seconds <= 120) {
      return seconds + " s";
    }
    if (seconds <= 120 * 60) {
      return Math.ceilDiv(seconds, 60) + " min";
    }
    long hours = Math.ceilDiv(seconds, 3600);
    return hours <= 48 ? hours + " h" : Math.ceilDiv(hours, 24) + " days";
  }

  private static String scaled(double number, String[] units, String between) {
    if (!(number > 0)) {
      return "-";
    }
    double value = number;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return threeDigits(value) + between + units[unit];
  }

  private static String threeDigits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
