package dev.adit.forensics;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as the files have them: UTC, to the millisecond.
final class Times {
  private static final DateTimeFormatter ISO = format("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");
  private static final DateTimeFormatter CLOCK = format("HH:mm:ss.SSS");

  private Times() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /// `2026-11-20T12:00:00.000+00:00`.
  static String iso(Instant time) {
    return ISO.format(time);
  }

  /// `12:00:00.000`.
  static String clock(Instant time) {
    return CLOCK.format(time);
  }
}
