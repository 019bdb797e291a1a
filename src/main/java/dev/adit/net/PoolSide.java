package dev.adit.net;

import dev.adit.aggregate.PoolLink;
import dev.adit.stratum.PoolMessage;

/// Who hears what one attempt to reach a pool leads to; all on its loop.
interface PoolSide {
  /// Who hears it.
  LaneName lane();

  void onPoolConnected(PoolLink link);

  void onPoolMessage(PoolMessage message);

  /// The attempt failed or the connection ended; `why` is for a person.
  void onPoolLost(String why);
}
