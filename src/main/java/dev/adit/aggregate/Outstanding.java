package dev.adit.aggregate;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests to one pool connection that wait for an answer, by the number they carry.
///
/// Numbers count upwards, so a ring indexed by the number finds each at once, in whichever order
/// the pool answers, and the oldest stand first when time runs out.
final class Outstanding {
  /// Enough for seconds of a fast lane; a pool that lets this fill up answers nothing any more.
  static final int MOST = 1 << 16;

  private @Nullable Asked[] ring = new Asked[64];
  private long[] askedNanos = new long[64];
  private long oldest = 1;
  private long next = 1;
  private int size;

  /// The number for the request, or -1 when too many wait already.
  long add(Asked asked, long nowNanos) {
    if (next - oldest == ring.length && !grow()) {
      return -1;
    }
    int at = (int) (next & ring.length - 1);
    ring[at] = asked;
    askedNanos[at] = nowNanos;
    size++;
    return next++;
  }

  /// What was asked under this number, once; null for a number that does not wait.
  @Nullable Asked take(long number) {
    if (number < oldest || number >= next) {
      return null;
    }
    int at = (int) (number & ring.length - 1);
    Asked asked = ring[at];
    if (asked == null) {
      return null;
    }
    ring[at] = null;
    size--;
    while (oldest < next && ring[(int) (oldest & ring.length - 1)] == null) {
      oldest++;
    }
    return asked;
  }

  int size() {
    return size;
  }

  /// Takes whatever was asked before `beforeNanos`, oldest first.
  void takeOlderThan(long beforeNanos, Consumer<Asked> each) {
    while (oldest < next && askedNanos[(int) (oldest & ring.length - 1)] - beforeNanos < 0) {
      Asked asked = take(oldest);
      if (asked != null) {
        each.accept(asked);
      }
    }
  }

  /// Takes everything, oldest first.
  void takeAll(Consumer<Asked> each) {
    while (oldest < next) {
      Asked asked = take(oldest);
      if (asked != null) {
        each.accept(asked);
      }
    }
  }

  private boolean grow() {
    if (ring.length >= MOST) {
      return false;
    }
    @Nullable Asked[] wider = Arrays.copyOf(ring, ring.length * 2);
    long[] widerNanos = Arrays.copyOf(askedNanos, ring.length * 2);
    Arrays.fill(wider, null);
    for (long number = oldest; number < next; number++) {
      int from = (int) (number & ring.length - 1);
      int to = (int) (number & wider.length - 1);
      wider[to] = ring[from];
      widerNanos[to] = askedNanos[from];
    }
    ring = wider;
    askedNanos = widerNanos;
    return true;
  }
}
