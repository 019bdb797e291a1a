package dev.adit.sim;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A thread that hashes for many miners in turn, each at its own rate, in slices of a few
/// milliseconds. Where the machine is too slow for all, every miner gets less and nothing is owed.
final class Hasher implements AutoCloseable {
  private static final long PAUSE_NANOS = 1_000_000;

  private final List<Rig> rigs;
  private final Thread thread;
  private volatile boolean running = true;

  private Hasher(String name, List<Rig> rigs) {
    this.rigs = rigs;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::hash);
  }

  static Hasher start(String name, List<Rig> rigs) {
    Hasher hasher = new Hasher(name, rigs);
    hasher.thread.start();
    return hasher;
  }

  /// Returns when no more hash is done.
  @Override
  public void close() {
    running = false;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void hash() {
    while (running) {
      boolean worked = false;
      for (Rig rig : rigs) {
        worked |= running && rig.hashSlice(System.nanoTime());
      }
      if (!worked) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
