package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.config.Mode;
import java.util.ArrayList;
import java.util.List;

/// What a configuration may say, and this version can't do: to ignore it would be to leave undone
/// what somebody believes is done.
final class NotYet {
  private static final String WHY = "known, but not built yet in this version: remove it";

  private NotYet() {}

  /// A line each.
  static List<String> in(AditConfig config) {
    List<String> all = new ArrayList<>();
    config.listeners().stream()
        .filter(listener -> listener.mode() == Mode.TAP)
        .forEach(tap -> all.add("listener.%s.mode: \"tap\" is %s".formatted(tap.name(), WHY)));
    if (config.forensics() != null && all.isEmpty()) {
      all.add("forensics: " + WHY);
    }
    return all;
  }
}
