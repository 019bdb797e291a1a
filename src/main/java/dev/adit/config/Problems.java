package dev.adit.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the problems of one file, at most one for each key: the first is the cause, what
/// follows from it is noise.
final class Problems {

  private static final String AFTER_KEY = ": ";

  private final Map<String, String> byKey = new LinkedHashMap<>();

  /// Notes what is wrong with a key.
  void add(String key, String says) {
    byKey.putIfAbsent(key, key + AFTER_KEY + says);
  }

  /// Notes lines of the form "key: what is wrong".
  void addAll(List<String> lines) {
    for (String line : lines) {
      byKey.putIfAbsent(line.substring(0, line.indexOf(AFTER_KEY)), line);
    }
  }

  List<String> lines() {
    return List.copyOf(byKey.values());
  }
}
