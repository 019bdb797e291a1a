package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Uint256;
import java.nio.ByteBuffer;
import java.util.Objects;

/// A job as its pool knows it. Its serial is part of the coinbase, so that a share built on it can
/// be told from one on any other, whatever the job is called.
final class PoolJob {
  final int serial;
  final PoolTalk talk;
  final Notify notify;

  /// What the session had when it got the job.
  final HexBytes extranonce1;

  final int extranonce2Size;
  final double difficulty;
  final Uint256 networkTarget;

  /// A clean job came after it: the pool takes no more shares of it.
  boolean late;

  PoolJob(
      int serial,
      PoolTalk talk,
      Notify notify,
      HexBytes extranonce1,
      int extranonce2Size,
      double difficulty) {
    this.serial = serial;
    this.talk = talk;
    this.notify = notify;
    this.extranonce1 = extranonce1;
    this.extranonce2Size = extranonce2Size;
    this.difficulty = difficulty;
    this.networkTarget = Objects.requireNonNull(Uint256.ofNbits(notify.nbits()));
  }

  /// The first half of a coinbase that carries a serial.
  static HexBytes coinbase(int serial) {
    return HexBytes.of(ByteBuffer.allocate(12).putInt(1).putInt(serial).putInt(-1).array());
  }

  static int serialOf(Notify notify) {
    return ByteBuffer.wrap(notify.coinb1().toByteArray()).getInt(4);
  }

  /// How many bytes an extranonce1 made by Adit from this job's has.
  boolean isOf(HexBytes told, int toldSize) {
    if (told.size() + toldSize != extranonce1.size() + extranonce2Size) {
      return false;
    }
    for (int i = 0; i < extranonce1.size(); i++) {
      if (told.at(i) != extranonce1.at(i)) {
        return false;
      }
    }
    return true;
  }
}
