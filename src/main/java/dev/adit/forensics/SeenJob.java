package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Job;
import org.jspecify.annotations.Nullable;

/// A job as a pool gave it.
///
/// @param extranonce1 in force for it; null where the pool has given none
/// @param at when it was heard
/// @param number counts the jobs of the conversation, from 0
public record SeenJob(Job job, @Nullable HexBytes extranonce1, Moment at, long number) {

  public PoolMessage.Notify notification() {
    return job.notification();
  }

  /// Seconds since the Unix epoch.
  public long ntime() {
    return Integer.toUnsignedLong(notification().ntime());
  }
}
