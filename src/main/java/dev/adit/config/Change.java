package dev.adit.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// One thing that a configuration says in another way than the one before. Passwords are masked.
///
/// @param part what it belongs to: "admin", "pool.main", "listener.farm"
/// @param key within the part, or "" where the whole part is new or gone
/// @param what "is new", "is gone", or both values as TOML
public record Change(String part, String key, String what) {
  private static final String GONE = "is gone";
  private static final Pattern TABLE = Pattern.compile("\\[+(\\w+)]+");
  private static final Pattern NAME = Pattern.compile("name = \"(.*)\"");

  /// What differs, in the order of the file, what is gone first.
  public static List<Change> between(AditConfig before, AditConfig after) {
    Map<String, Map<String, String>> was = parts(NativeToml.render(before, List.of()));
    Map<String, Map<String, String>> is = parts(NativeToml.render(after, List.of()));
    Map<String, Map<String, String>> wasShown = parts(NativeToml.renderMasked(before, List.of()));
    Map<String, Map<String, String>> isShown = parts(NativeToml.renderMasked(after, List.of()));
    List<Change> changes = new ArrayList<>();
    for (String part : was.keySet()) {
      if (!is.containsKey(part)) {
        changes.add(new Change(part, "", GONE));
      }
    }
    is.forEach(
        (part, keys) -> {
          Map<String, String> old = was.get(part);
          if (old == null) {
            changes.add(new Change(part, "", "is new"));
            return;
          }
          Set<String> names = new LinkedHashSet<>(keys.keySet());
          names.addAll(old.keySet());
          for (String key : names) {
            if (!keys.getOrDefault(key, "").equals(old.getOrDefault(key, ""))) {
              String from = shown(wasShown, part, key);
              changes.add(new Change(part, key, from + " -> " + shown(isShown, part, key)));
            }
          }
        });
    return changes;
  }

  private static String shown(Map<String, Map<String, String>> parts, String part, String key) {
    return parts.getOrDefault(part, Map.of()).getOrDefault(key, "none");
  }

  /// The keys of each part, with their values as TOML.
  private static Map<String, Map<String, String>> parts(String toml) {
    Map<String, Map<String, String>> parts = new LinkedHashMap<>();
    String table = "";
    Map<String, String> keys = new LinkedHashMap<>();
    for (String line : toml.lines().toList()) {
      var heading = TABLE.matcher(line);
      var name = NAME.matcher(line);
      int sign = line.indexOf(" = ");
      if (heading.matches()) {
        table = heading.group(1);
        keys = new LinkedHashMap<>();
        parts.put(table, keys);
      } else if (name.matches()) {
        parts.remove(table);
        parts.put(table + "." + name.group(1), keys);
      } else if (sign > 0) {
        keys.put(line.substring(0, sign), line.substring(sign + 3));
      }
    }
    return parts;
  }

  /// Whether the whole part is new or gone.
  public boolean isWhole() {
    return key.isEmpty();
  }

  /// Whether the whole part is gone.
  public boolean isGone() {
    return isWhole() && what.equals(GONE);
  }

  @Override
  public String toString() {
    return isWhole() ? part + " " + what : part + "." + key + ": " + what;
  }
}
