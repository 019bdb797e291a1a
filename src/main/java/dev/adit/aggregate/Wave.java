package dev.adit.aggregate;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Miners whose extranonce is of the past and who can only follow by connecting anew: closed so
/// many a second, in the order in which they came, so that they do not all dial back at once.
final class Wave {
  private static final long NANOS_EACH = 1_000_000_000L / 200;

  private final SequencedSet<MinerSession> waiting = new LinkedHashSet<>();
  private long closedNanos;

  void add(MinerSession miner, long nowNanos) {
    if (waiting.isEmpty()) {
      closedNanos = nowNanos;
    }
    waiting.add(miner);
  }

  boolean has(MinerSession miner) {
    return waiting.contains(miner);
  }

  void remove(MinerSession miner) {
    waiting.remove(miner);
  }

  void onTick(long nowNanos) {
    while (!waiting.isEmpty() && nowNanos - closedNanos >= NANOS_EACH) {
      closedNanos += NANOS_EACH;
      MinerSession next = waiting.removeFirst();
      next.close(CloseReason.EXTRANONCE_CHANGED, nowNanos);
    }
  }
}
