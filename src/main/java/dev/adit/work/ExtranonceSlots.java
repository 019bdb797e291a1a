package dev.adit.work;

import dev.adit.stratum.HexBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The tags that tell the miners of one pool connection apart.
///
/// Two live miners never have the same tag, or they would search the same work. A freed tag rests
/// for the quarantine, in which its last owner alone can have it back (`stratum-v1` §10); until
/// then shares of its last owner may still be under way.
///
/// Memory follows the most miners that were live or in quarantine at a time.
public final class ExtranonceSlots {
  /// More than one connection will carry, and a bound on what a flood of miners can make us keep.
  static final int MOST_SLOTS = 1 << 18;

  /// How many freed tags one call looks at, so that none takes long after a flood.
  private static final int MOST_RELEASES = 64;

  /// A miner's place on the connection.
  ///
  /// @param tag `tagBytes` bytes that follow the pool's extranonce1
  /// @param sessionId 16 hex digits that nobody can guess, by which the miner gets the slot back
  public record Slot(int index, HexBytes tag, String sessionId) {}

  private record Resting(Slot slot, long sinceNanos) {}

  private final int tagBytes;
  private final int slots;
  private final long quarantineNanos;
  private final RandomGenerator random;

  /// By index, null where nobody lives there; as long as the number of slots ever used.
  private final List<@Nullable Slot> live = new ArrayList<>();

  private int liveCount;

  /// By session id, the longest free first.
  private final Map<String, Resting> resting = new LinkedHashMap<>();

  /// Indexes out of quarantine, the longest free first.
  private final ArrayDeque<Integer> rested = new ArrayDeque<>();

  /// All slots of a split, none taken.
  ///
  /// @param random must not be guessable where strangers connect
  public ExtranonceSlots(ExtranonceSplit split, long quarantineNanos, RandomGenerator random) {
    this.tagBytes = split.tagBytes();
    this.slots = (int) Math.min(split.slots(), MOST_SLOTS);
    this.quarantineNanos = quarantineNanos;
    this.random = random;
  }

  /// A slot never used, else the one that has been free the longest, if out of quarantine; null
  /// where all are taken.
  public @Nullable Slot take(long nowNanos) {
    release(nowNanos);
    Integer index = live.size() < slots ? Integer.valueOf(live.size()) : rested.poll();
    if (index == null) {
      return null;
    }
    String sessionId = HexFormat.of().toHexDigits(random.nextLong());
    return settle(new Slot(index, tag(index), sessionId));
  }

  /// The slot that was freed by this session, or null where it isn't kept any more.
  public @Nullable Slot resume(String sessionId, long nowNanos) {
    release(nowNanos);
    Resting kept = resting.remove(sessionId);
    return kept == null ? null : settle(kept.slot());
  }

  /// Puts a slot to rest.
  ///
  /// The miner is gone: its slot rests before another gets it.
  ///
  /// @throws IllegalStateException where the slot is not a live one: two miners were given it, or
  ///   one freed it twice
  public void free(Slot slot, long nowNanos) {
    vacate(slot);
    resting.put(slot.sessionId(), new Resting(slot, nowNanos));
    release(nowNanos);
  }

  /// The slot was never mined on: nothing can be under way on it, so it may be taken at once.
  ///
  /// @throws IllegalStateException where the slot is not a live one
  public void giveBack(Slot slot) {
    vacate(slot);
    rested.addFirst(slot.index());
  }

  private void vacate(Slot slot) {
    if (slot.index() >= live.size() || !slot.equals(live.get(slot.index()))) {
      throw new IllegalStateException("not a live slot: " + slot.index());
    }
    live.set(slot.index(), null);
    liveCount--;
  }

  public int live() {
    return liveCount;
  }

  /// How many slots can be taken now, at least.
  public long available(long nowNanos) {
    release(nowNanos);
    return (long) slots - live.size() + rested.size();
  }

  private Slot settle(Slot slot) {
    if (slot.index() == live.size()) {
      live.add(slot);
    } else {
      live.set(slot.index(), slot);
    }
    liveCount++;
    return slot;
  }

  private void release(long nowNanos) {
    var oldest = resting.values().iterator();
    for (int i = 0; i < MOST_RELEASES && oldest.hasNext(); i++) {
      Resting next = oldest.next();
      if (nowNanos - next.sinceNanos() < quarantineNanos) {
        return;
      }
      oldest.remove();
      rested.add(next.slot().index());
    }
  }

  private HexBytes tag(int index) {
    byte[] tag = new byte[tagBytes];
    for (int i = tagBytes - 1, rest = index; i >= 0; i--, rest >>>= 8) {
      tag[i] = (byte) rest;
    }
    return HexBytes.of(tag);
  }
}
