package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Job;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a simulated pool gave to one connection, and so what it takes from it.
final class Subscriber {
  /// A pool forgets old jobs of a block too.
  private static final int JOBS_KEPT = 64;

  /// A job as it was given.
  private record Task(Job job, HexBytes extranonce1) {}

  private final ShareCheck check;
  private final Set<String> workers = new HashSet<>();
  private final Deque<Task> tasks = new ArrayDeque<>();
  private HexBytes extranonce1;
  private int extranonce2Size;
  private boolean subscribed;
  private int versionMask;

  Subscriber(ShareCheck check, HexBytes extranonce1, int extranonce2Size) {
    this.check = check;
    this.extranonce1 = extranonce1;
    this.extranonce2Size = extranonce2Size;
  }

  HexBytes extranonce1() {
    return extranonce1;
  }

  int extranonce2Size() {
    return extranonce2Size;
  }

  boolean isSubscribed() {
    return subscribed;
  }

  void subscribe() {
    subscribed = true;
  }

  /// Whether it was the first.
  boolean authorize(String worker) {
    boolean first = workers.isEmpty();
    workers.add(worker);
    return first;
  }

  boolean isReady() {
    return subscribed && !workers.isEmpty();
  }

  /// Valid at once, also for jobs that were given before.
  void grantVersionMask(int mask) {
    versionMask = mask;
  }

  /// @param clean makes all jobs before worthless
  void give(Job job, boolean clean) {
    if (clean) {
      tasks.clear();
    } else if (tasks.size() == JOBS_KEPT) {
      tasks.removeLast();
    }
    tasks.addFirst(new Task(job, extranonce1));
  }

  /// From the next job on.
  void setExtranonce1(HexBytes fresh) {
    extranonce1 = fresh;
  }

  /// Makes all jobs before worthless.
  void setExtranonce(HexBytes fresh, int size) {
    extranonce1 = fresh;
    extranonce2Size = size;
    tasks.clear();
  }

  ShareCheck.Outcome judge(Submit share) {
    if (!subscribed) {
      return ShareCheck.bad(StratumError.NOT_SUBSCRIBED, "Not subscribed");
    }
    if (!workers.contains(share.worker())) {
      return ShareCheck.bad(StratumError.UNAUTHORIZED, "Unauthorized worker");
    }
    Task task = find(share.jobId());
    if (task == null) {
      return ShareCheck.bad(StratumError.JOB_NOT_FOUND, "Job not found");
    }
    if (share.extranonce2().size() != extranonce2Size) {
      return ShareCheck.bad(StratumError.OTHER, "Invalid extranonce2 length");
    }
    return check.check(
        new Candidate(
            task.job(),
            task.extranonce1(),
            share.extranonce2(),
            share.ntime(),
            share.nonce(),
            share.versionBits(),
            versionMask,
            task.job().poolDifficulty()));
  }

  private @Nullable Task find(String jobId) {
    for (Task task : tasks) {
      if (task.job().notification().jobId().equals(jobId)) {
        return task;
      }
    }
    return null;
  }
}
