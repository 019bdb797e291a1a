package dev.adit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a Port Relay `.env`, each once. What can't be used is noted as a problem, and
/// what the original ignores as a notice.
final class EnvSettings {
  private static final Set<String> YES = Set.of("y", "yes", "true", "1");
  private static final Set<String> NO = Set.of("n", "no", "false", "0");

  private final Map<String, EnvLine.Setting> byKey = new LinkedHashMap<>();
  private boolean relays;
  private final Problems problems;
  private final List<String> notices;

  EnvSettings(String text, Problems problems, List<String> notices) {
    this.problems = problems;
    this.notices = notices;
    for (EnvLine line : EnvLine.all(text)) {
      switch (line) {
        case EnvLine.Silent _ -> {}
        case EnvLine.Unusable bad -> {
          relays |= EnvKeys.isRelay(bad.key());
          problems.add(bad.at(), bad.why());
        }
        case EnvLine.Setting setting -> keep(setting);
      }
    }
  }

  private void keep(EnvLine.Setting setting) {
    if (!EnvKeys.isKnown(setting.key())) {
      String cure = EnvKeys.TABLE.cureFor("", setting.key());
      notices.add(setting.at() + ": unknown key, ignored: " + cure);
      return;
    }
    relays |= EnvKeys.isRelay(setting.key());
    EnvLine.Setting before = byKey.putIfAbsent(setting.key(), setting);
    if (before != null) {
      problems.add(
          setting.at(),
          "stands on line %d already, and of two a shell takes the last: remove one"
              .formatted(before.number()));
    }
  }

  /// Those that name a relay, in the order of the file.
  List<EnvLine.Setting> relays() {
    return byKey.values().stream().filter(setting -> EnvKeys.isRelay(setting.key())).toList();
  }

  /// Whether any line tries to name a relay.
  boolean hasRelays() {
    return relays;
  }

  /// Where a key stands; null where it is left out.
  EnvLine.@Nullable Setting find(String key) {
    return byKey.get(key);
  }

  /// A whole number from 1.
  ///
  /// @param what it counts, for a problem
  int count(String key, String what, int most) {
    String text = text(key);
    int count = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (count < 1 || count > most) {
      problem(key, "is no number of %s: write a whole one from 1 to %d".formatted(what, most));
    }
    return count;
  }

  boolean flag(String key) {
    String word = text(key).toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      problem(key, "is neither yes nor no: write y or n");
    }
    return YES.contains(word);
  }

  /// An address; null where there is none.
  @Nullable HostPort addressOrNone(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return null;
    }
    return switch (HostPort.parse(text)) {
      case Parsed.Good<HostPort>(HostPort address) -> address;
      case Parsed.Bad<HostPort>(String why) -> {
        problem(key, why);
        yield null;
      }
    };
  }

  /// The value of a key, or its default. One that is empty is as if it were left out, but said.
  private String text(String key) {
    String standard = EnvKeys.TABLE.get("", key).standard();
    EnvLine.Setting given = byKey.get(key);
    if (given == null) {
      return standard;
    }
    String text = given.value().strip();
    if (text.isEmpty() && !standard.isEmpty()) {
      notices.add("%s: empty, so it is %s".formatted(given.at(), standard));
      return standard;
    }
    return text;
  }

  private void problem(String key, String why) {
    EnvLine.Setting given = byKey.get(key);
    if (given != null) {
      problems.add(given.at(), Node.quoted(given.value()) + " " + why);
    }
  }
}
