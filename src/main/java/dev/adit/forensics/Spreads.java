package dev.adit.forensics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Durations of one kind, of each pool. Written on the analyser's thread, read on any.
final class Spreads {
  private final Map<String, Spread> spreads = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private volatile Map<String, Percentiles> published = Map.of();

  /// @param pool of the configuration, so that there are few
  Spread of(String pool) {
    changed.add(pool);
    return spreads.computeIfAbsent(pool, _ -> new Spread());
  }

  /// Makes what was measured visible.
  void publish() {
    if (!changed.isEmpty()) {
      Map<String, Percentiles> next = new HashMap<>(published);
      spreads.forEach(
          (pool, spread) -> {
            if (changed.contains(pool)) {
              next.put(pool, spread.percentiles());
            }
          });
      changed.clear();
      published = Map.copyOf(next);
    }
  }

  /// By the pool's name.
  Map<String, Percentiles> published() {
    return published;
  }
}
