package dev.adit.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Knows files of other programs by their looks, where reading them is later work.
final class ForeignFormat {

  private static final Map<Pattern, String> LOOKS =
      Map.of(
          Pattern.compile("(?m)^(?:LISTEN_HOST|LISTEN_PORT|POOL_HOST|POOL_PORT)\\s*="),
          "a Python settings block");

  private ForeignFormat() {}

  /// What a file is, if it is one of those.
  static Optional<String> of(String text) {
    return LOOKS.entrySet().stream()
        .filter(look -> look.getKey().matcher(text).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
