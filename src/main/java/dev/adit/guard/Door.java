package dev.adit.guard;

import java.util.concurrent.atomic.AtomicInteger;

/// A listener as the guard sees it: a cap of its own, and how many are in by it.
public final class Door {
  private final String name;
  private final AtomicInteger open = new AtomicInteger();
  private final Victims victims = new Victims(this);
  private volatile int maxMiners;

  /// A door nobody is in by.
  ///
  /// @param maxMiners zero or less: as many as come
  public Door(String name, int maxMiners) {
    this.name = name;
    this.maxMiners = maxMiners;
  }

  public String name() {
    return name;
  }

  /// For a reload. Who is in stays.
  public void maxMiners(int maxMiners) {
    this.maxMiners = maxMiners;
  }

  /// For a moment it counts those too who ask for a place that is yet to be made.
  public int open() {
    return open.get();
  }

  /// Counts one more, and says whether there was room.
  boolean enter() {
    int count = open.incrementAndGet();
    int most = maxMiners;
    return most <= 0 || count <= most;
  }

  void leave() {
    open.decrementAndGet();
  }

  Victims victims() {
    return victims;
  }

  @Override
  public String toString() {
    return name;
  }
}
