package dev.adit.sim;

import dev.adit.stratum.MinerMessage;

/// A simulated miner's way to its pool; every call on the miner's event loop.
interface ToPool {
  /// In order; leaves at the end of the turn.
  void send(MinerMessage message);

  /// Reads nothing more.
  void stopReading();

  void hangUp();
}
