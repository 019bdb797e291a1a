package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;

/// The way to the pool. All calls come on the lane's thread; none blocks, and none calls the lane
/// back before it returns.
public interface PoolLink {

  /// Sends in order; it may leave at the end of the current turn.
  void send(MinerMessage message);

  /// Closes. The lane has already forgotten this link: nothing that comes from it later may reach
  /// the lane.
  void close();
}
