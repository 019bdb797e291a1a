package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.DuplicateTable;
import dev.adit.work.Job;
import org.jspecify.annotations.Nullable;

/// A pool's job under the name that this lane gave it.
///
/// Miners never see the pool's job id: pools reuse theirs, and a share must find the very instance
/// it was mined on. A repeat of a job has a name of its own and the same table of shares already
/// seen.
final class LaneJob {
  final long sequence;
  final Job job;
  final DuplicateTable seen;
  private final String id;
  private boolean retired;
  private @Nullable Notify clean;
  private @Nullable Notify further;

  LaneJob(long sequence, Job job, DuplicateTable seen) {
    this.sequence = sequence;
    this.job = job;
    this.seen = seen;
    this.id = Long.toHexString(sequence);
  }

  String id() {
    return id;
  }

  /// A clean job or another extranonce came after it: its shares are late, unless one solves a
  /// block.
  boolean retired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  /// The message for miners: one instance per clean flag, so that it is rendered once.
  Notify notify(boolean cleanJobs) {
    if (cleanJobs) {
      if (clean == null) {
        clean = render(true);
      }
      return clean;
    }
    if (further == null) {
      further = render(false);
    }
    return further;
  }

  private Notify render(boolean cleanJobs) {
    Notify from = job.notification();
    return new Notify(
        id,
        from.prevhash(),
        from.coinb1(),
        from.coinb2(),
        from.branch(),
        from.version(),
        from.nbits(),
        from.ntime(),
        cleanJobs);
  }
}
