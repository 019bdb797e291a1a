package dev.adit.forensics;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// From many loops to one thread, which looks for itself: to wake it would cost a loop more than
/// all the rest. Bounded by the bytes it holds.
final class HeardQueue {
  private final ConcurrentLinkedQueue<Heard> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong held = new AtomicLong();
  private final long room;
  private volatile boolean closed;

  /// @param room in bytes
  HeardQueue(long room) {
    this.room = room;
  }

  /// Says no where there is no room.
  boolean offer(Heard next) {
    if (closed || held.get() > room) {
      return false;
    }
    put(next);
    return true;
  }

  /// For what must not get lost, and can't be many.
  void put(Heard next) {
    if (closed) {
      return;
    }
    held.addAndGet(next.weight());
    waiting.add(next);
  }

  /// From now on nothing comes in; what is there can be taken.
  void close() {
    closed = true;
  }

  @Nullable Heard poll() {
    Heard next = waiting.poll();
    if (next != null) {
      held.addAndGet(-next.weight());
    }
    return next;
  }
}
