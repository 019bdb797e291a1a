package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage;

/// Who hears what becomes of one attempt to reach a pool, and of the connection that it leads to.
/// All calls come on the lane's thread: connected, then messages, then lost; or lost at once.
public interface PoolCaller {

  void onConnected(PoolLink link, long nowNanos);

  void onMessage(PoolMessage message, long nowNanos);

  /// The attempt failed, or the connection ended by itself.
  ///
  /// @param why for humans
  void onLost(String why, long nowNanos);
}
