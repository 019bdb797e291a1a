package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where one miner sits, and how it gets elsewhere: who follows a new extranonce at once, the
/// others by connecting anew when it is their turn.
final class Seating {
  /// Shorter than a slot rests.
  private static final long REMEMBERED_NANOS = LaneSlots.QUARANTINE_NANOS - 10_000_000_000L;

  private static final int MOST_FORMER = 8;

  private final Lane lane;
  private final MinerLink link;
  private final MinerTerms terms;
  private final JobFeed feed;
  private List<FormerSeat> former = List.of();

  /// Cut off from an extranonce that is no more, and to be closed.
  private boolean adrift;

  Seating(Lane lane, MinerLink link, MinerTerms terms, JobFeed feed) {
    this.lane = lane;
    this.link = link;
    this.terms = terms;
    this.feed = feed;
  }

  boolean isAdrift() {
    return adrift;
  }

  /// Where it was given the job, if not where it sits now; null where that is of no use any more.
  @Nullable FormerSeat formerWith(String jobId, long nowNanos) {
    for (FormerSeat seat : former) {
      LaneJob job = seat.seat().line().work().findJob(jobId);
      if (job != null && seat.knows(job) && nowNanos - seat.untilNanos() < 0) {
        return seat;
      }
    }
    return null;
  }

  private void remember(Seat old, long nowNanos) {
    FormerSeat last =
        new FormerSeat(
            old,
            feed.difficulty().stay(),
            feed.firstSequence(),
            feed.lastSequence(),
            terms.versionMask(),
            nowNanos + REMEMBERED_NANOS);
    former = Stream.concat(Stream.of(last), former.stream()).limit(MOST_FORMER).toList();
  }

  /// A seat for a miner that subscribes, its old one where that is kept; null where there is none.
  @Nullable Seat take(MinerSession miner, @Nullable String sessionId, long nowNanos) {
    Seat seat = lane.placement().leftBy(sessionId, nowNanos);
    if (seat == null) {
      seat = lane.placement().forOneMore(nowNanos).work().seat(sessionId, nowNanos);
    }
    if (seat == null) {
      return null;
    }
    if (adrift) {
      adrift = false;
      lane.backFromWave(miner);
    }
    feed.follow(seat.line().work());
    feed.unpark(lane.parked().take(sessionId), seat.slot(), lane.settings().vardiff(), nowNanos);
    return seat;
  }

  /// To another pool: at once where the miner can follow, else when it connects anew; until then it
  /// works for the old one, if that is still there.
  ///
  /// @return where it sits now; null where it is adrift, or the pool has no slot for it
  @Nullable Seat move(MinerSession miner, Seat old, PoolLine line, long nowNanos) {
    if (terms.followsExtranonce) {
      remember(old, nowNanos);
      vacate(old, nowNanos);
      return follow(line, nowNanos);
    }
    if (old.line().isOpen()) {
      lane.joinWave(miner, nowNanos);
      return old;
    }
    return castOff(miner, old, nowNanos);
  }

  /// Its seat is worth nothing any more, and it can only get another by subscribing anew: from now
  /// on it gets no job, and what it still submits is of an unknown job, until it is closed in its
  /// turn. For all it knows it has its slot until then, so that rests even if it was never mined
  /// on.
  @Nullable Seat castOff(MinerSession miner, Seat old, long nowNanos) {
    old.line().work().slots().free(old.slot(), true, nowNanos);
    feed.follow(null);
    adrift = true;
    lane.joinWave(miner, nowNanos);
    return null;
  }

  /// The miner is told of its part of the line's extranonce; null where there is none for it.
  @Nullable Seat follow(PoolLine line, long nowNanos) {
    Seat seat = line.work().seat(null, nowNanos);
    feed.follow(seat == null ? null : line.work());
    if (seat != null) {
      link.send(
          new PoolMessage.SetExtranonce(seat.extranonce1(), line.work().slots().minerBytes()));
      limitVersionMask(line.versionMask());
    }
    return seat;
  }

  /// What the miner may roll is what the pool lets it.
  void limitVersionMask(int poolMask) {
    if (terms.limitVersionMask(poolMask, feed.lastSequence())) {
      link.send(new PoolMessage.SetVersionMask(terms.versionMask()));
    }
  }

  void vacate(Seat seat, long nowNanos) {
    seat.line().work().slots().free(seat.slot(), feed.hasBegun(), nowNanos);
  }
}
