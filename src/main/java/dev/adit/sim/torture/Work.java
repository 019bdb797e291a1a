package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;

/// What a rig mines on.
record Work(
    PoolJob job,
    Notify told,
    HexBytes extranonce1,
    int extranonce2Size,
    double difficulty,
    long sinceNanos) {

  Work at(double other) {
    return new Work(job, told, extranonce1, extranonce2Size, other, sinceNanos);
  }
}
