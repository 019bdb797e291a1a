package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage;
import dev.adit.work.Difficulty;
import dev.adit.work.ExtranonceSlots.Slot;
import dev.adit.work.Vardiff;
import org.jspecify.annotations.Nullable;

/// The jobs that one miner gets, and the difficulty it is asked for with each.
final class JobFeed {
  /// A leap upwards by this factor is worth a fresh job at once, so that a strong miner does not
  /// flood its lane until the next one.
  private static final double LEAP = 4;

  private final MinerLink link;
  private @Nullable PoolWork work;
  private MinerDifficulty difficulty;
  private long firstSequence;
  private long lastSequence;
  private boolean begun;

  JobFeed(Vardiff.Settings vardiff, MinerLink link, long nowNanos) {
    this.link = link;
    this.difficulty = new MinerDifficulty(vardiff, nowNanos);
  }

  MinerDifficulty difficulty() {
    return difficulty;
  }

  /// Sends a job, the difficulty before it where that changed. The first one is clean, whatever the
  /// pool said of it.
  void offer(LaneJob job, boolean clean) {
    boolean first = lastSequence == 0;
    begun = true;
    Difficulty asked = difficulty.forJobOf(job.job.poolDifficulty());
    if (first) {
      link.send(new PoolMessage.SetDifficulty(asked.value()));
      // Of a job that it has had before, shares may be under way at the difficulty it had then.
      difficulty.advertise(knows(job) ? job.sequence + 1 : job.sequence, asked);
      // A miner that came back may know jobs of another connection, younger than the first of this.
      firstSequence = knows(job) ? firstSequence : job.sequence;
    } else {
      advertise(asked, job.sequence);
    }
    lastSequence = job.sequence;
    link.send(job.notify(clean || first));
  }

  /// The current job, as the first that the miner hears of.
  void offerCurrent() {
    lastSequence = 0;
    LaneJob current = currentJob();
    if (current != null) {
      offer(current, true);
    }
  }

  /// From now on the jobs come from there, or from nowhere.
  void follow(@Nullable PoolWork next) {
    if (work != next) {
      work = next;
      difficulty.beginStay();
      begun = false;
      restart();
    }
  }

  /// The next job is the first of another pool session: no older one counts.
  void restart() {
    firstSequence = 0;
    lastSequence = 0;
  }

  /// Whether this miner was ever given the job.
  boolean knows(LaneJob job) {
    return firstSequence != 0 && job.sequence >= firstSequence;
  }

  /// The miner proposes a difficulty, before its first job or later.
  void suggest(double wish) {
    difficulty.suggest(wish);
    LaneJob current = currentJob();
    if (current != null && lastSequence != 0) {
      advertise(difficulty.forJobOf(current.job.poolDifficulty()), lastSequence + 1);
    }
  }

  /// Lets the controller look; what it changes holds from the next job on.
  void review(MinerSession miner, long nowNanos) {
    LaneJob current = currentJob();
    if (work == null || current == null || lastSequence == 0) {
      return;
    }
    double factor = difficulty.review(current.job.poolDifficulty().value(), nowNanos);
    if (factor != 1) {
      advertise(difficulty.forJobOf(current.job.poolDifficulty()), lastSequence + 1);
      if (factor >= LEAP) {
        work.wantsFreshJob(miner);
      }
    }
  }

  /// Number of the first job since it has its seat; 0 before that.
  long firstSequence() {
    return firstSequence;
  }

  /// Of the last job that it was given there; 0 before the first.
  long lastSequence() {
    return lastSequence;
  }

  /// Whether the miner had a job since it has its seat, of whichever session.
  boolean hasBegun() {
    return begun || firstSequence != 0;
  }

  /// What to keep for a miner that may come back.
  Parked park(@Nullable Slot slot, long nowNanos) {
    return new Parked(difficulty, slot, firstSequence, nowNanos);
  }

  /// Goes on where the miner left off: with the same jobs if it has the same slot.
  void unpark(@Nullable Parked parked, Slot slot, Vardiff.Settings vardiff, long nowNanos) {
    if (parked != null) {
      parked.difficulty().reconfigure(vardiff, nowNanos);
      parked.difficulty().adoptWishesOf(difficulty);
      difficulty = parked.difficulty();
      begun = slot.equals(parked.slot());
      firstSequence = begun ? parked.firstSequence() : 0;
    }
  }

  private @Nullable LaneJob currentJob() {
    return work == null ? null : work.currentJob();
  }

  private void advertise(Difficulty asked, long fromSequence) {
    if (!asked.equals(difficulty.advertised())) {
      link.send(new PoolMessage.SetDifficulty(asked.value()));
      difficulty.advertise(fromSequence, asked);
    }
  }
}
