package dev.adit.relay;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// How many sessions all UDP relays may have together: half of what the house holds, which is no
/// more than there are descriptors for. Clients of UDP can be forged, and who comes by TCP must not
/// find the house full of them. Thread-safe.
final class SessionRoom {
  private final IntSupplier house;
  private final AtomicInteger taken = new AtomicInteger();

  /// @param house how many connections there may be at once; zero or less: as many as come
  SessionRoom(IntSupplier house) {
    this.house = house;
  }

  int most() {
    int places = house.getAsInt();
    return places <= 0 ? Integer.MAX_VALUE : Math.max(1, places / 2);
  }

  /// Says whether there was room for one more.
  boolean take() {
    boolean fits = taken.incrementAndGet() <= most();
    if (!fits) {
      give();
    }
    return fits;
  }

  void give() {
    taken.decrementAndGet();
  }
}
