package dev.adit.net;

import dev.adit.aggregate.PoolSettings;

/// Makes connections to pools. Thread-safe.
interface PoolDialler {

  /// Begins an attempt after the delay; `side` hears what becomes of it, on the loop. To be called
  /// on the loop's thread.
  Attempt dial(PoolSettings pool, long delayNanos, Loop loop, PoolSide side);

  /// An attempt to reach a pool.
  interface Attempt {
    /// Nobody hears of it any more. A connection that it has handed over already stays.
    void cancel();
  }
}
