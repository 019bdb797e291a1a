package dev.adit.aggregate;

import org.jspecify.annotations.Nullable;

/// How far a miner has come. A state holds exactly what is known in it.
sealed interface MinerState {

  /// Something that only the pool can say is missing: what the miner asks meanwhile waits here, so
  /// that answers leave in the order asked.
  record Waiting(Handshaking before, Held held) implements MinerState {}

  /// Collecting a seat and a worker, in whichever order the miner asks.
  record Handshaking(@Nullable Seat seat, @Nullable String worker) implements MinerState {
    static final Handshaking NEW = new Handshaking(null, null);
  }

  /// It has all it needs to hand in shares.
  ///
  /// @param worker the first name authorised on this connection
  record Mining(Seat seat, String worker) implements MinerState {}

  record Closed(CloseReason reason) implements MinerState {}

  /// The miner's place at a pool, where it has one.
  default @Nullable Seat seat() {
    return switch (this) {
      case Mining at -> at.seat;
      case Handshaking at -> at.seat;
      case Waiting at -> at.before.seat;
      case Closed _ -> null;
    };
  }

  /// The same miner at another place, or none: without one it does not mine.
  default MinerState withSeat(@Nullable Seat seat) {
    return switch (this) {
      case Mining at ->
          seat == null ? new Handshaking(null, at.worker) : new Mining(seat, at.worker);
      case Handshaking at -> new Handshaking(seat, at.worker);
      case Waiting at -> new Waiting(new Handshaking(seat, at.before.worker), at.held);
      case Closed at -> at;
    };
  }
}
