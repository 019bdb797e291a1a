package dev.adit.guard;

import java.util.Arrays;

/// When the events of one address happened, kind by kind, oldest first.
///
/// Layout, for there are many of these: one array that starts with the number of events of each
/// kind, then has the times of the first kind, of the second, and so on, without gaps. A time is
/// the low 32 bits of a monotonic millisecond; events are forgotten within 14 days, long before
/// such a number could be of two minds. Guarded by its [AddressRecord].
final class EventTimes {
  /// How many connections tell the pace of an address.
  static final int CONNECTS = 10;

  private static final EventKind[] KINDS = EventKind.values();
  private static final int HEADER = KINDS.length;
  private static final int ROOM_AT_FIRST = 3;

  /// From here on an array is worth making smaller.
  private static final int WORTH_TRIMMING = 32;

  private int[] slots = new int[HEADER + ROOM_AT_FIRST];

  static long millis(long nowNanos) {
    return Math.floorDiv(nowNanos, 1_000_000L);
  }

  int count(EventKind kind) {
    return slots[kind.slot];
  }

  /// Forgets the oldest of the kind where there would be too many.
  ///
  /// @param most of a kind that are kept, the newest; of connections always [#CONNECTS]
  void add(EventKind kind, long nowMs, int most) {
    int kept = kind == EventKind.CONNECT ? CONNECTS : most;
    if (count(kind) >= kept) {
      drop(kind, start(kind), count(kind) - kept + 1);
    }
    int used = used();
    if (used == slots.length) {
      int worst = HEADER + (HEADER - 1) * most + CONNECTS;
      slots = Arrays.copyOf(slots, Math.max(used + 1, Math.min(used + used / 2, worst)));
    }
    int count = count(kind);
    int at = start(kind) + count;
    System.arraycopy(slots, at, slots, at + 1, used - at);
    // Loops read the clock on their own: one that is a moment behind must not break the order.
    boolean behind = count > 0 && (int) nowMs - slots[at - 1] < 0;
    slots[at] = behind ? slots[at - 1] : (int) nowMs;
    slots[kind.slot]++;
  }

  /// Forgets what happened that long ago or longer.
  void age(long nowMs, long historyMs) {
    int start = HEADER;
    for (EventKind kind : KINDS) {
      int count = count(kind);
      int old = 0;
      while (old < count && (int) nowMs - slots[start + old] >= historyMs) {
        old++;
      }
      if (old > 0) {
        drop(kind, start, old);
      }
      start += count - old;
    }
  }

  void clear(EventKind kind) {
    drop(kind, start(kind), count(kind));
  }

  /// In milliseconds of the same count as `nowMs`.
  ///
  /// @param index 0 is the oldest
  long timeMs(EventKind kind, int index, long nowMs) {
    return nowMs + (slots[start(kind) + index] - (int) nowMs);
  }

  boolean isEmpty() {
    return used() == HEADER;
  }

  /// Gives back what a busier past has left empty.
  void trim() {
    int used = used();
    if (slots.length > WORTH_TRIMMING && used < slots.length / 4) {
      slots = Arrays.copyOf(slots, used + ROOM_AT_FIRST);
    }
  }

  private void drop(EventKind kind, int start, int oldest) {
    System.arraycopy(slots, start + oldest, slots, start, used() - start - oldest);
    slots[kind.slot] -= oldest;
  }

  private int start(EventKind kind) {
    int start = HEADER;
    for (int before = 0; before < kind.slot; before++) {
      start += slots[before];
    }
    return start;
  }

  private int used() {
    int used = HEADER;
    for (int kind = 0; kind < HEADER; kind++) {
      used += slots[kind];
    }
    return used;
  }
}
