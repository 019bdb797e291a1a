package dev.adit.relay;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// How many sockets the sessions of all UDP relays may have together: half of what the process has,
/// since clients of UDP can be forged, and doors for TCP must not starve for them. Thread-safe.
final class SessionRoom {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  private SessionRoom(int most) {
    this.most = most;
  }

  /// @param files how many connections there may be at once; empty: as many as come
  static SessionRoom within(OptionalInt files) {
    return new SessionRoom(files.isPresent() ? files.getAsInt() / 2 : Integer.MAX_VALUE);
  }

  int most() {
    return most;
  }

  /// Says whether there was room for one more.
  boolean take() {
    boolean fits = taken.incrementAndGet() <= most;
    if (!fits) {
      give();
    }
    return fits;
  }

  void give() {
    taken.decrementAndGet();
  }
}
