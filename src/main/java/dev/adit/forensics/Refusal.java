package dev.adit.forensics;

import dev.adit.stratum.StratumError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Why a pool says that it refuses a share. The text counts more than the code: many pools have one
/// code for everything, few use a wrong word.
enum Refusal {
  /// It misses its difficulty.
  LOW,
  /// Its job is not good any more, or not known.
  STALE,
  DUPLICATE,
  OTHER;

  private static final Pattern LOW_WORDS =
      Pattern.compile("(?<![a-z])low|above[ _-]target|high[ _-]hash");
  private static final List<String> STALE_WORDS =
      List.of("stale", "job not found", "job-not-found", "invalid job", "unknown-work");

  static Refusal of(ShareAnswer answer) {
    String text = answer.text().toLowerCase(Locale.ROOT);
    if (text.contains("duplicate")) {
      return DUPLICATE;
    }
    if (STALE_WORDS.stream().anyMatch(text::contains)) {
      return STALE;
    }
    if (LOW_WORDS.matcher(text).find()) {
      return LOW;
    }
    return switch (answer.code()) {
      case StratumError.JOB_NOT_FOUND -> STALE;
      case StratumError.DUPLICATE_SHARE -> DUPLICATE;
      case StratumError.LOW_DIFFICULTY -> LOW;
      default -> OTHER;
    };
  }
}
