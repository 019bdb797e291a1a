package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lanes of one listener, and which of them the next miner joins.
///
/// Asked from every loop, but only when a miner comes, moves or goes: hence one lock.
final class LaneRoster<L extends LaneRoster.Roomy> {

  /// Something miners fit into.
  interface Roomy {
    /// Most miners that fit; `Integer.MAX_VALUE` while it is not known.
    int capacity();
  }

  /// How long a lane may stay empty before it is given up.
  static final long FORGET_NANOS = 300_000_000_000L;

  private static final int REMEMBERED_ADDRESSES = 16_384;

  /// Slots rest for a while after their miner left. Someone who comes and goes could have lanes,
  /// that is pool connections, opened without end.
  private static final int MOST_EMPTY_LANES = 256;

  private static final class Berth<L> {
    final L lane;
    int miners;
    long emptySinceNanos;

    Berth(L lane) {
      this.lane = lane;
    }
  }

  private int minersPerLane;
  private final Supplier<L> opener;
  private final LongSupplier clock;
  private final List<Berth<L>> berths = new ArrayList<>();
  private final Map<String, Berth<L>> lastLaneOf =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Berth<L>> eldest) {
          return size() > REMEMBERED_ADDRESSES;
        }
      };
  private final Map<CloseReason, Long> turnedAway = new EnumMap<>(CloseReason.class);
  private int miners;

  /// @param opener makes a lane on the loop whose turn it is
  LaneRoster(int minersPerLane, Supplier<L> opener, LongSupplier clock) {
    this.minersPerLane = minersPerLane;
    this.opener = opener;
    this.clock = clock;
  }

  /// Another limit, for miners that come from now on.
  synchronized void minersPerLane(int most) {
    minersPerLane = most;
  }

  /// The lane for a miner that connects from `address`, counted there from now on; null where too
  /// many lanes are empty and yet without a slot to give.
  ///
  /// Where the address was before if there is room, so that a session can be resumed; else the
  /// fullest lane that has room, so that pool connections are few; else a new one.
  synchronized @Nullable L enter(String address) {
    Berth<L> known = lastLaneOf.get(address);
    boolean back = known != null && known.miners < believedCapacity();
    return count(back ? known : fullestWithRoom(null));
  }

  /// Another lane for a miner that its lane has no slot for, counted there from now on; null where
  /// there is none, and then the miner still counts where it was.
  synchronized @Nullable L move(L from) {
    Berth<L> before = berthOf(from);
    L next = count(fullestWithRoom(before));
    if (next != null) {
      uncount(before);
    }
    return next;
  }

  private @Nullable L count(@Nullable Berth<L> berth) {
    if (berth == null) {
      turnedAway(CloseReason.NO_SLOT);
      return null;
    }
    berth.miners++;
    miners++;
    return berth.lane;
  }

  private void uncount(Berth<L> berth) {
    berth.miners--;
    miners--;
    berth.emptySinceNanos = clock.getAsLong();
  }

  /// The miner's connection has ended.
  synchronized void leave(L lane, String address) {
    Berth<L> berth = berthOf(lane);
    uncount(berth);
    lastLaneOf.put(address, berth);
    notifyAll();
  }

  /// Waits until the last miner has gone, or the time is up.
  synchronized void awaitEmpty(long millis) throws InterruptedException {
    long deadline = clock.getAsLong() + millis * 1_000_000;
    long left = millis;
    while (miners > 0 && left > 0) {
      wait(left);
      left = (deadline - clock.getAsLong()) / 1_000_000;
    }
  }

  /// Counts a connection that was closed without a lane's doing.
  synchronized void turnedAway(CloseReason reason) {
    turnedAway.merge(reason, 1L, Long::sum);
  }

  synchronized Map<CloseReason, Long> turnedAway() {
    return new EnumMap<>(turnedAway);
  }

  synchronized int miners() {
    return miners;
  }

  synchronized List<L> lanes() {
    return berths.stream().map(berth -> berth.lane).toList();
  }

  /// Gives up the lanes that have long been empty, except the first, and returns them.
  synchronized List<L> forgetTheEmpty() {
    long now = clock.getAsLong();
    List<Berth<L>> idle =
        berths.stream()
            .skip(1)
            .filter(berth -> berth.miners == 0 && now - berth.emptySinceNanos >= FORGET_NANOS)
            .toList();
    berths.removeAll(idle);
    lastLaneOf.values().removeAll(idle);
    return idle.stream().map(berth -> berth.lane).toList();
  }

  private @Nullable Berth<L> fullestWithRoom(@Nullable Berth<L> except) {
    int believed = believedCapacity();
    Berth<L> fullest = null;
    int empty = 0;
    for (Berth<L> berth : berths) {
      empty += berth.miners == 0 ? 1 : 0;
      if (berth != except
          && hasRoom(berth, believed)
          && (fullest == null || berth.miners > fullest.miners)) {
        fullest = berth;
      }
    }
    if (fullest == null && empty < MOST_EMPTY_LANES) {
      fullest = new Berth<>(opener.get());
      berths.add(fullest);
    }
    return fullest;
  }

  private boolean hasRoom(Berth<L> berth, int believedCapacity) {
    return berth.miners < Math.min(berth.lane.capacity(), believedCapacity);
  }

  /// A lane that does not know yet is taken to be like the others, since they have the same pools:
  /// else all miners that found no room would crowd into it, to find none again.
  private int believedCapacity() {
    int believed = minersPerLane;
    for (Berth<L> berth : berths) {
      believed = Math.min(believed, berth.lane.capacity());
    }
    return Math.max(believed, 1);
  }

  @SuppressWarnings("ReferenceEquality") // a lane is the same as itself only
  private Berth<L> berthOf(L lane) {
    for (Berth<L> berth : berths) {
      if (berth.lane == lane) {
        return berth;
      }
    }
    throw new IllegalStateException("a lane that was never opened or is forgotten");
  }
}
