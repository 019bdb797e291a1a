package dev.adit.aggregate;

import dev.adit.work.ExtranonceSlots.Slot;
import dev.adit.work.Job;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The work that one pool gave: an extranonce to share out among the miners that sit on its line,
/// and jobs, which they all get.
final class PoolWork {
  private static final long SECOND = 1_000_000_000L;

  /// Miners give up after 120 s without a job, at the earliest (`stratum-v1` §2).
  private static final long REPEAT_NANOS = 55 * SECOND;

  private final Lane lane;
  private final PoolLine line;
  private final LaneSlots slots;
  private final JobBook jobs;
  private final Set<MinerSession> wantFreshJob = new LinkedHashSet<>();
  private @Nullable PoolSession session;
  private long jobNanos;
  private long offeredNanos;

  PoolWork(Lane lane, PoolLine line, JobNames names, SlotShelf shelf) {
    this.lane = lane;
    this.line = line;
    this.slots = new LaneSlots(shelf);
    this.jobs = new JobBook(names);
  }

  LaneSlots slots() {
    return slots;
  }

  @Nullable LaneJob currentJob() {
    return jobs.current();
  }

  @Nullable LaneJob findJob(String id) {
    return jobs.find(id);
  }

  /// The session that the jobs came from; it may have ended.
  @Nullable PoolSession session() {
    return session;
  }

  /// A place for a miner: the slot that `sessionId` left behind, else another; null where none is
  /// free.
  @Nullable Seat seat(@Nullable String sessionId, long nowNanos) {
    return seat(slots.take(sessionId, nowNanos));
  }

  /// The place that `sessionId` left behind; null where it is not kept here.
  @Nullable Seat seatLeftBy(@Nullable String sessionId, long nowNanos) {
    return seat(slots.takeBack(sessionId, nowNanos));
  }

  private @Nullable Seat seat(@Nullable Slot slot) {
    return slot == null ? null : new Seat(line, slot, slots.extranonce1For(slot));
  }

  /// Since the pool's last job; -1 where there is none.
  long jobAgeNanos(long nowNanos) {
    return jobs.current() == null ? -1 : nowNanos - jobNanos;
  }

  /// A new session: nothing of the one before is worth a thing to it.
  void startAnew(PoolSession opened, long nowNanos) {
    session = opened;
    followExtranonce(opened, nowNanos);
  }

  /// The session's extranonce is another, perhaps.
  void followExtranonce(PoolSession opened, long nowNanos) {
    jobs.clear();
    boolean another = slots.differsFrom(opened);
    if (another) {
      lane.eachOn(line, miner -> miner.loseExtranonce(nowNanos));
      slots.adopt(opened);
    }
    lane.eachOn(line, miner -> miner.feed().restart());
    if (another) {
      lane.eachOn(line, miner -> miner.followExtranonce(nowNanos));
    }
  }

  void add(Job job, long nowNanos) {
    boolean first = jobs.current() == null;
    LaneJob added = jobs.add(job, nowNanos);
    jobNanos = nowNanos;
    broadcast(added, first || job.notification().clean(), nowNanos);
  }

  void wantsFreshJob(MinerSession miner) {
    wantFreshJob.add(miner);
  }

  void forget(MinerSession miner) {
    wantFreshJob.remove(miner);
  }

  /// @param live whether the pool is there, or its last job is to be repeated though it is not
  void onTick(boolean live, long nowNanos) {
    LaneJob current = jobs.current();
    if (current == null || !live) {
      return;
    }
    if (nowNanos - offeredNanos >= REPEAT_NANOS) {
      broadcast(jobs.repeat(current, nowNanos), false, nowNanos);
    } else if (!wantFreshJob.isEmpty() && nowNanos - jobNanos >= SECOND) {
      LaneJob fresh = jobs.repeat(current, nowNanos);
      for (MinerSession miner : wantFreshJob) {
        if (miner.line() == line) { // and has not been moved to another since it asked
          miner.offer(fresh, false);
        }
      }
      wantFreshJob.clear();
    }
  }

  private void broadcast(LaneJob job, boolean clean, long nowNanos) {
    offeredNanos = nowNanos;
    wantFreshJob.clear();
    lane.eachOn(line, miner -> miner.offer(job, clean));
  }
}
