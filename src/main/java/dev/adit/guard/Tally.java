package dev.adit.guard;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// A counter for each constant of an enum.
final class Tally<E extends Enum<E>> {
  private final Map<E, AtomicLong> counts;

  Tally(Class<E> type) {
    counts = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counts.put(constant, new AtomicLong());
    }
  }

  void add(E constant, int count) {
    Objects.requireNonNull(counts.get(constant)).addAndGet(count);
  }

  Map<E, Long> snapshot() {
    Map<E, Long> snapshot = new TreeMap<>();
    counts.forEach((constant, count) -> snapshot.put(constant, count.get()));
    return snapshot;
  }
}
