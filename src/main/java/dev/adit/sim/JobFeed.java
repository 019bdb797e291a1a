package dev.adit.sim;

import dev.adit.stratum.PoolMessage.Notify;

/// Where a simulated pool's jobs come from.
interface JobFeed {
  /// The next job.
  ///
  /// @param newBlock whether the work before it has become worthless
  Notify next(boolean newBlock, long nowUnixSeconds);

  /// Whether the next job should not wait for its time.
  default boolean owesJob(long nowUnixSeconds) {
    return false;
  }
}
