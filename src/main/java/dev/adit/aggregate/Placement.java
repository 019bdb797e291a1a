package dev.adit.aggregate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which pool each miner of a lane works for: all for the one that serves, or each for one of those
/// that the work is split between.
final class Placement {
  private final PoolChoice pools;
  private final Collection<MinerSession> miners;
  private final Wave wave;
  private final LaneNumbers numbers;

  /// Null where one pool gets all.
  private @Nullable PoolSplit split;

  /// @param miners those who are there, as they come and go
  Placement(PoolChoice pools, Collection<MinerSession> miners, Wave wave, LaneNumbers numbers) {
    this.pools = pools;
    this.miners = miners;
    this.wave = wave;
    this.numbers = numbers;
  }

  /// From now on each pool gets its share of the work; no shares: one gets all.
  void splitBy(List<Double> shares, long nowNanos) {
    split =
        shares.isEmpty()
            ? null
            : new PoolSplit(
                pools.lines(), shares, line -> numbers.credited(line.settings().name()), nowNanos);
  }

  boolean isSplit() {
    return split != null;
  }

  /// How many more miners find a slot, as far as the pools have said.
  long room(long nowNanos) {
    return split == null
        ? pools.line().work().slots().available(nowNanos)
        : pools.lines().stream()
            .filter(PoolLine::isOpen)
            .mapToLong(line -> line.work().slots().available(nowNanos))
            .sum();
  }

  /// Where the next miner is to sit.
  PoolLine forOneMore(long nowNanos) {
    PoolLine neediest = split == null ? null : split.neediest(nowNanos);
    if (split == null || neediest == null) {
      return pools.line();
    }
    split.placed(neediest);
    return neediest;
  }

  /// The seat that the session left, at whichever pool of a split it was.
  @Nullable Seat leftBy(@Nullable String sessionId, long nowNanos) {
    if (split == null) {
      return null;
    }
    for (PoolLine line : pools.lines()) {
      Seat seat = line.canServe(nowNanos) ? line.work().seatLeftBy(sessionId, nowNanos) : null;
      if (seat != null) {
        split.placed(line);
        return seat;
      }
    }
    return null;
  }

  /// Sends miners to another pool where that is due.
  void review(long nowNanos) {
    PoolLine before = pools.line();
    PoolLine next = pools.review(nowNanos);
    if (split != null) {
      reviewSplit(split, next != null, nowNanos);
    } else if (next != null) {
      if (next != before) {
        String former = before.settings().name();
        boolean another = !former.equals(next.settings().name());
        next.tell(
            !before.isOpen(), another ? "takes over from " + former : "serves by a new connection");
      }
      turnAllTo(next, nowNanos);
    }
  }

  /// The same after the configuration has changed: also those move whose own pool is as well as
  /// ever, but has no share any more.
  void reviewAll(long nowNanos) {
    review(nowNanos);
    if (split == null && pools.isServing()) {
      turnAllTo(pools.line(), nowNanos);
    }
  }

  /// The line's miners need another.
  void leave(PoolLine line, long nowNanos) {
    if (pools.isServing()) {
      for (MinerSession miner : new ArrayList<>(miners)) {
        if (miner.line() == line) {
          miner.turnTo(forOneMore(nowNanos), nowNanos);
        }
      }
    } else {
      miners.forEach(miner -> miner.login().onPoolGone());
    }
  }

  private void turnAllTo(PoolLine line, long nowNanos) {
    for (MinerSession miner : new ArrayList<>(miners)) {
      miner.turnTo(line, nowNanos);
    }
  }

  /// @param turned whether pools are there again
  private void reviewSplit(PoolSplit shares, boolean turned, long nowNanos) {
    if (!pools.isServing()) {
      return;
    }
    for (MinerSession miner : new ArrayList<>(miners)) {
      boolean leaves = !pools.lines().contains(miner.line()) && shares.neediest(nowNanos) != null;
      if (!miner.line().isOpen() || (leaves && !wave.has(miner))) {
        miner.turnTo(forOneMore(nowNanos), nowNanos);
      } else if (turned && miner.login().isWaiting()) {
        miner.turnTo(miner.line(), nowNanos);
      }
    }
    if (shares.isDue(nowNanos)) {
      shares.review(List.copyOf(miners), nowNanos);
    }
  }
}
