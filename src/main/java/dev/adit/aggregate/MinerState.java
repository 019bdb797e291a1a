package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.work.ExtranonceSlots.Slot;
import org.jspecify.annotations.Nullable;

/// How far a miner has come. A state holds exactly what is known in it.
sealed interface MinerState {

  /// Something that only the pool can say is missing: what the miner asks meanwhile waits here, so
  /// that answers leave in the order asked.
  record Waiting(Handshaking before, Held held) implements MinerState {}

  /// Collecting a slot and a worker, in whichever order the miner asks.
  record Handshaking(@Nullable Slot slot, @Nullable String worker) implements MinerState {
    static final Handshaking NEW = new Handshaking(null, null);
  }

  /// It has all it needs to hand in shares.
  ///
  /// @param worker the first name authorised on this connection
  /// @param extranonce1 the pool's and the slot's tag: what the miner was given
  record Mining(Slot slot, String worker, HexBytes extranonce1) implements MinerState {}

  record Closed(CloseReason reason) implements MinerState {}

  /// The miner's part of the extranonce, where it has one.
  default @Nullable Slot slot() {
    return switch (this) {
      case Mining at -> at.slot;
      case Handshaking at -> at.slot;
      case Waiting at -> at.before.slot;
      case Closed _ -> null;
    };
  }

  /// The same miner with another part of the extranonce, or none: without one it does not mine.
  default MinerState withSlot(@Nullable Slot slot, LaneSlots slots) {
    return switch (this) {
      case Mining at ->
          slot == null
              ? new Handshaking(null, at.worker)
              : new Mining(slot, at.worker, slots.extranonce1For(slot));
      case Handshaking at -> new Handshaking(slot, at.worker);
      case Waiting at -> new Waiting(new Handshaking(slot, at.before.worker), at.held);
      case Closed at -> at;
    };
  }
}
