package dev.adit.guard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// When the events of one address happened, kind by kind, oldest first.
///
/// Layout, for there are many of these: one array that starts with the number of events of each
/// kind, then has the times of the first kind, of the second, and so on, without gaps. A time is
/// the low 24 bits of a monotonic quarter of a second, rounded down; of a connection, since ten of
/// them tell the pace, it is the low 32 bits of the millisecond. Events are forgotten within 14
/// days, long before such a number could be of two minds. Guarded by its [AddressRecord].
final class EventTimes {
  /// How many connections tell the pace of an address.
  static final int CONNECTS = 10;

  private static final EventKind[] KINDS = EventKind.values();
  private static final int COUNT_BYTES = Integer.BYTES;
  private static final int TIME_BYTES = 3;
  private static final int CONNECT_BYTES = Integer.BYTES;
  private static final int QUARTER_MS = 250;
  private static final int HEADER = KINDS.length * COUNT_BYTES;

  /// A connection, a login, two shares.
  private static final int ROOM_AT_FIRST = 16;

  /// From here on an array is worth making smaller.
  private static final int WORTH_TRIMMING = 128;

  /// Four bytes at any place; one by one they would cost five times as much.
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[HEADER + ROOM_AT_FIRST];

  /// No event is older, as [#timeMs] tells it; the low 32 bits. Most looks at an address find that
  /// nothing is to be forgotten, and a look at each kind costs a miss of the processor's cache.
  private int oldestMs;

  static long millis(long nowNanos) {
    return Math.floorDiv(nowNanos, 1_000_000L);
  }

  int count(EventKind kind) {
    return (int) INT.get(bytes, kind.slot * COUNT_BYTES);
  }

  private void count(EventKind kind, int count) {
    INT.set(bytes, kind.slot * COUNT_BYTES, count);
  }

  /// Forgets the oldest of the kind where there would be too many.
  ///
  /// @param most of a kind that are kept, the newest; of connections always [#CONNECTS]
  void add(EventKind kind, long nowMs, int most) {
    int kept = kind == EventKind.CONNECT ? CONNECTS : most;
    if (count(kind) >= kept) {
      drop(kind, start(kind), count(kind) - kept + 1);
    }
    int count = count(kind);
    // Loops read the clock on their own: one that is a moment behind must not break the order.
    long atMs = count == 0 ? nowMs : Math.max(nowMs, timeMs(kind, count - 1, nowMs));
    int used = used();
    int fromMs = (int) (atMs - Math.floorMod(atMs, QUARTER_MS));
    if (used == HEADER || fromMs - oldestMs < 0) {
      oldestMs = fromMs;
    }
    int width = width(kind);
    if (used + width > bytes.length) {
      int worst = HEADER + (KINDS.length - 1) * most * TIME_BYTES + CONNECTS * CONNECT_BYTES;
      bytes = Arrays.copyOf(bytes, Math.max(used + width, Math.min(used + used / 2, worst)));
    }
    int at = start(kind) + count * width;
    System.arraycopy(bytes, at, bytes, at + width, used - at);
    write(at, width, units(kind, atMs));
    count(kind, count + 1);
  }

  /// Forgets what happened that long ago or longer.
  void age(long nowMs, long historyMs) {
    if ((int) nowMs - oldestMs < historyMs) {
      return;
    }
    int start = HEADER;
    long oldest = nowMs;
    for (EventKind kind : KINDS) {
      int count = count(kind);
      int old = 0;
      while (old < count && nowMs - timeMs(kind, start, old, nowMs) >= historyMs) {
        old++;
      }
      if (old > 0) {
        drop(kind, start, old);
      }
      if (old < count) {
        oldest = Math.min(oldest, timeMs(kind, start, 0, nowMs));
      }
      start += (count - old) * width(kind);
    }
    oldestMs = (int) oldest;
  }

  void clear(EventKind kind) {
    drop(kind, start(kind), count(kind));
  }

  /// In milliseconds of the same count as `nowMs`.
  ///
  /// @param index 0 is the oldest
  long timeMs(EventKind kind, int index, long nowMs) {
    return timeMs(kind, start(kind), index, nowMs);
  }

  /// For who asks for many of a kind.
  ///
  /// @param start of the kind, as [#start] tells it
  long timeMs(EventKind kind, int start, int index, long nowMs) {
    int width = width(kind);
    int end = start + (index + 1) * width;
    int alien = (Integer.BYTES - width) * Byte.SIZE;
    long now = units(kind, nowMs);
    int age = ((int) now - (int) INT.get(bytes, end - Integer.BYTES)) << alien >> alien;
    return kind == EventKind.CONNECT ? now - age : (now - age) * QUARTER_MS;
  }

  boolean isEmpty() {
    return used() == HEADER;
  }

  /// Gives back what a busier past has left empty.
  void trim() {
    int used = used();
    if (bytes.length > WORTH_TRIMMING && used < bytes.length / 4) {
      bytes = Arrays.copyOf(bytes, used + ROOM_AT_FIRST);
    }
  }

  private void drop(EventKind kind, int start, int oldest) {
    int kept = start + oldest * width(kind);
    System.arraycopy(bytes, kept, bytes, start, used() - kept);
    count(kind, count(kind) - oldest);
  }

  /// Where the kind is kept, until the next change.
  int start(EventKind kind) {
    return end(kind.slot);
  }

  private int used() {
    return end(KINDS.length);
  }

  private int end(int kinds) {
    int end = HEADER;
    for (int slot = 0; slot < kinds; slot++) {
      end += count(KINDS[slot]) * width(KINDS[slot]);
    }
    return end;
  }

  private static int width(EventKind kind) {
    return kind == EventKind.CONNECT ? CONNECT_BYTES : TIME_BYTES;
  }

  private static long units(EventKind kind, long timeMs) {
    return kind == EventKind.CONNECT ? timeMs : Math.floorDiv(timeMs, QUARTER_MS);
  }

  private void write(int at, int width, long number) {
    for (int i = width - 1; i >= 0; i--) {
      bytes[at + i] = (byte) number;
      number >>= Byte.SIZE;
    }
  }
}
