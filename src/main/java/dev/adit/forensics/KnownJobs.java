package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The last jobs of a conversation, those that shares may still come for.
final class KnownJobs {
  private static final int KEPT = 32;

  /// A pool's job has some kilobytes, unless it means to fill the memory.
  private static final int KEPT_BYTES = 1 << 20;

  /// The newest first.
  private final Deque<SeenJob> jobs = new ArrayDeque<>();

  private int bytes;
  private long given;
  private long newestClean;

  /// One more.
  ///
  /// @param difficulty that the pool has set last
  /// @param extranonce1 in force
  SeenJob add(
      PoolMessage.Notify notify, Difficulty difficulty, @Nullable HexBytes extranonce1, Moment at) {
    bytes += bytes(notify);
    while (jobs.size() == KEPT || (!jobs.isEmpty() && bytes > KEPT_BYTES)) {
      bytes -= bytes(jobs.removeLast().notification());
    }
    if (notify.clean()) {
      newestClean = given;
    }
    Job made = new Job(notify, difficulty.algorithm(), difficulty);
    SeenJob job = new SeenJob(made, extranonce1, at, given++);
    jobs.addFirst(job);
    return job;
  }

  private static int bytes(PoolMessage.Notify notify) {
    return notify.jobId().length() + notify.coinb1().size() + notify.coinb2().size();
  }

  /// How many there have been.
  long given() {
    return given;
  }

  /// Null before the first.
  @Nullable SeenJob newest() {
    return jobs.peekFirst();
  }

  /// The newest of that id; null where none is known any more.
  @Nullable SeenJob find(String id) {
    for (SeenJob job : jobs) {
      if (job.notification().jobId().equals(id)) {
        return job;
      }
    }
    return null;
  }

  /// Whether no clean job has come after it.
  boolean isCurrent(SeenJob job) {
    return job.number() >= newestClean;
  }
}
