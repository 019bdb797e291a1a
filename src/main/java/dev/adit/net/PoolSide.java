package dev.adit.net;

import dev.adit.aggregate.PoolLink;
import dev.adit.stratum.PoolMessage;

/// Who hears what a connection to a pool does. One link at a time; all on its loop.
interface PoolSide {
  void onPoolConnected(PoolLink link);

  void onPoolMessage(PoolMessage message);

  /// The attempt failed or the connection ended; `why` is for a person.
  void onPoolLost(String why);
}
