package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.work.ExtranonceSlots;
import dev.adit.work.ExtranonceSlots.Slot;
import dev.adit.work.ExtranonceSplit;
import org.jspecify.annotations.Nullable;

/// The pool's extranonce, shared out among the miners of a lane.
final class LaneSlots {
  /// How long a slot stays its miner's after it left (`stratum-v1` §10).
  static final long QUARANTINE_NANOS = 120_000_000_000L;

  private final SlotShelf shelf;
  private HexBytes extranonce1 = HexBytes.EMPTY;
  private int extranonce2Size;
  private int minerBytes;
  private @Nullable ExtranonceSlots slots;

  LaneSlots(SlotShelf shelf) {
    this.shelf = shelf;
  }

  /// Whether the session's extranonce is another than the one shared out now.
  boolean differsFrom(PoolSession session) {
    return slots == null
        || !extranonce1.equals(session.extranonce1())
        || extranonce2Size != session.extranonce2Size();
  }

  /// From now on the session's extranonce is shared out. Who has a slot of the old one has left it.
  void adopt(PoolSession session) {
    ExtranonceSplit split = session.split();
    extranonce1 = session.extranonce1();
    extranonce2Size = session.extranonce2Size();
    minerBytes = split.minerBytes();
    slots = shelf.of(extranonce1, extranonce2Size, split);
  }

  /// The slot that `sessionId` left behind, else another; null where none is free.
  @Nullable Slot take(@Nullable String sessionId, long nowNanos) {
    Slot kept = takeBack(sessionId, nowNanos);
    return kept == null && slots != null ? slots.take(nowNanos) : kept;
  }

  /// The slot that `sessionId` left behind; null where it is not kept here.
  @Nullable Slot takeBack(@Nullable String sessionId, long nowNanos) {
    return slots == null || sessionId == null ? null : slots.resume(sessionId, nowNanos);
  }

  /// A slot that was never mined on needs no quarantine: whoever comes and goes uses up none.
  void free(Slot slot, boolean minedOn, long nowNanos) {
    if (slots == null) {
      return;
    }
    if (minedOn) {
      slots.free(slot, nowNanos);
    } else {
      slots.giveBack(slot);
    }
  }

  /// Whether a slot can be had, and how many; before the pool's first word, any number.
  long available(long nowNanos) {
    return slots == null ? Integer.MAX_VALUE : slots.available(nowNanos);
  }

  /// What the owner of the slot is given as its extranonce1.
  HexBytes extranonce1For(Slot slot) {
    return extranonce1.plus(slot.tag());
  }

  HexBytes extranonce1() {
    return extranonce1;
  }

  int extranonce2Size() {
    return extranonce2Size;
  }

  /// Size of the extranonce2 that miners count in.
  int minerBytes() {
    return minerBytes;
  }
}
