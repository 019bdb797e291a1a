package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.config.ListenerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a configuration file that was read again would change.
final class Reload {
  private Reload() {}

  /// The parts that differ, by their key: "listener.farm", "admin". No values: there are passwords
  /// among them.
  static List<String> changes(AditConfig running, AditConfig read) {
    Map<String, Object> before = parts(running);
    Map<String, Object> after = parts(read);
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      Object was = before.get(key);
      Object is = after.get(key);
      if (was == null) {
        changes.add(key + " is new");
      } else if (is == null) {
        changes.add(key + " is gone");
      } else if (!was.equals(is)) {
        changes.add(key + " has changed");
      }
    }
    return changes;
  }

  /// The names of listeners that are new, gone, or changed in themselves or in one of their pools.
  static Set<String> listeners(AditConfig running, AditConfig read) {
    Map<String, Object> before = doors(running);
    Map<String, Object> after = doors(read);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return names;
  }

  private static Map<String, Object> doors(AditConfig config) {
    Map<String, Object> doors = new LinkedHashMap<>();
    for (ListenerConfig listener : config.listeners()) {
      doors.put(listener.name(), List.of(listener, config.poolsOf(listener)));
    }
    return doors;
  }

  private static Map<String, Object> parts(AditConfig config) {
    Map<String, Object> parts = new LinkedHashMap<>();
    config.pools().forEach(pool -> parts.put("pool." + pool.name(), pool));
    config.listeners().forEach(listener -> parts.put("listener." + listener.name(), listener));
    parts.put("admin", config.admin());
    parts.put("report", config.report());
    return parts;
  }
}
