package dev.adit.forensics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The median of the last hundred times of each pool. Thread-safe.
final class Medians {
  private static final int KEPT = 100;

  private final Map<String, Deque<Long>> pools = new HashMap<>();

  synchronized void add(String pool, long millis) {
    Deque<Long> times = pools.computeIfAbsent(pool, _ -> new ArrayDeque<>());
    if (times.size() == KEPT) {
      times.removeFirst();
    }
    times.addLast(millis);
  }

  /// By the pool's name; of an even number of times the lower of the middle ones.
  synchronized Map<String, Long> millis() {
    Map<String, Long> medians = new TreeMap<>();
    pools.forEach(
        (pool, times) ->
            medians.put(pool, times.stream().sorted().toList().get((times.size() - 1) / 2)));
    return medians;
  }
}
