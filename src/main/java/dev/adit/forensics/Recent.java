package dev.adit.forensics;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known by a key, of so many keys at most: the one that was not asked for longest is
/// forgotten.
final class Recent<K, V> {
  private final LinkedHashMap<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;

  Recent(int most) {
    this.most = most;
  }

  @Nullable V get(K key) {
    return kept.get(key);
  }

  V get(K key, Supplier<V> first) {
    V known = kept.get(key);
    if (known == null) {
      known = first.get();
      put(key, known);
    }
    return known;
  }

  void put(K key, V value) {
    kept.put(key, value);
    if (kept.size() > most) {
      kept.pollFirstEntry();
    }
  }

  void remove(K key) {
    kept.remove(key);
  }

  int size() {
    return kept.size();
  }
}
