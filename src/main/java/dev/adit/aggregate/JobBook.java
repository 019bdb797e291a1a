package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.DuplicateTable;
import dev.adit.work.Job;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The jobs of one pool session that a share may still name, newest last.
///
/// Retired jobs stay for a while: a late share may solve a block, and a late share is not an
/// unknown one.
final class JobBook {
  private static final int MOST = 256;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LinkedHashMap<String, LaneJob> jobs = new LinkedHashMap<>();
  private final JobNames names;
  private @Nullable LaneJob current;
  private long currentSinceNanos;
  private int repeatedSeconds;

  JobBook(JobNames names) {
    this.names = names;
  }

  /// The job to mine now, or null before the pool's first.
  @Nullable LaneJob current() {
    return current;
  }

  @Nullable LaneJob find(String id) {
    return jobs.get(id);
  }

  /// A job came from the pool.
  LaneJob add(Job job, long nowNanos) {
    if (job.notification().clean()) {
      jobs.values().forEach(LaneJob::retire);
    }
    currentSinceNanos = nowNanos;
    repeatedSeconds = 0;
    return keep(new LaneJob(names.next(), job, new DuplicateTable()));
  }

  /// The current job once more under a fresh name, its time moved on by the seconds since it came:
  /// same content, yet a miner that starts it from scratch finds new shares instead of duplicates.
  LaneJob repeat(LaneJob latest, long nowNanos) {
    int passed = (int) ((nowNanos - currentSinceNanos) / NANOS_PER_SECOND);
    Notify from = latest.job.notification();
    Notify moved =
        new Notify(
            from.jobId(),
            from.prevhash(),
            from.coinb1(),
            from.coinb2(),
            from.branch(),
            from.version(),
            from.nbits(),
            from.ntime() + passed - repeatedSeconds,
            false);
    repeatedSeconds = passed;
    Job job = new Job(moved, latest.job.algorithm(), latest.job.poolDifficulty());
    return keep(new LaneJob(names.next(), job, latest.seen));
  }

  /// Nothing of the old session is worth a thing to the next.
  void clear() {
    jobs.values().forEach(LaneJob::retire);
    jobs.clear();
    current = null;
  }

  private LaneJob keep(LaneJob job) {
    jobs.put(job.id(), job);
    if (jobs.size() > MOST) {
      jobs.pollFirstEntry();
    }
    current = job;
    return job;
  }
}
