package dev.adit.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings a Karoo file into the shape that [KarooKeys] describes, the way Go reads JSON: keys in
/// any letter case, null as if left out, unknown keys ignored (and noted). Without that not every
/// file that Karoo runs would run here unchanged.
final class KarooShape {

  private final List<String> notices;

  /// @param notices where every ignored key is noted
  KarooShape(List<String> notices) {
    this.notices = notices;
  }

  /// Whether a JSON object looks like a Karoo file.
  static boolean fits(Node.Table file) {
    return file.entries().keySet().stream()
        .anyMatch(key -> key.equalsIgnoreCase("proxy") || key.equalsIgnoreCase("upstream"));
  }

  Node.Table of(Node.Table file) {
    return table("", "", file);
  }

  private Node.Table table(String kind, String path, Node.Table raw) {
    Map<String, Node> entries = new LinkedHashMap<>();
    raw.entries()
        .forEach(
            (written, value) -> {
              String name = Node.unquoted(written);
              String at = path.isEmpty() ? name : path + "." + name;
              KnownKey key = known(kind, written);
              if (key == null) {
                String cure = KarooKeys.TABLE.cureFor(kind, written);
                notices.add(at + ": unknown key, ignored as Karoo does: " + cure);
              } else if (!isLeftOut(key, value)) {
                entries.put(key.name(), shaped(key, at, value));
              }
            });
    return new Node.Table(entries);
  }

  private static @Nullable KnownKey known(String kind, String written) {
    return KarooKeys.TABLE.all().stream()
        .filter(key -> key.table().equals(kind) && key.name().equalsIgnoreCase(written))
        .findFirst()
        .orElse(null);
  }

  private static boolean isLeftOut(KnownKey key, Node value) {
    return switch (value) {
      case Node.Null() -> true;
      case Node.Text(var text) -> text.isEmpty() && takesNothingAsDefault(key);
      case Node.Figure(var figure) -> figure.signum() == 0 && takesNothingAsDefault(key);
      case Node.Table _, Node.Items _, Node.Flag _, Node.Odd _ -> false;
    };
  }

  private static boolean takesNothingAsDefault(KnownKey key) {
    return KarooKeys.NOTHING_MEANS_DEFAULT.contains(key.path());
  }

  private Node shaped(KnownKey key, String at, Node value) {
    if (value instanceof Node.Table table) {
      return table(key.path(), at, table);
    }
    if (key.path().equals("backups") && value instanceof Node.Items(List<Node> items)) {
      List<Node> backups = new ArrayList<>();
      for (Node item : items) {
        String path = "backups[" + backups.size() + "]";
        backups.add(item instanceof Node.Table backup ? table("upstream", path, backup) : item);
      }
      return new Node.Items(backups);
    }
    return value;
  }
}
