package dev.adit.aggregate;

import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A lane's counters. They only grow: a miner's or a pool session's end takes nothing away.
final class LaneNumbers {
  private final Map<String, ShareTally> byPool = new LinkedHashMap<>();
  private final Map<CloseReason, Long> closed = new EnumMap<>(CloseReason.class);
  private final LatencyHistogram poolLatency = new LatencyHistogram();
  private final WorkerBoard workers = new WorkerBoard();
  private long blocks;
  private long unknownAnswers;

  void book(
      String pool,
      String worker,
      ShareFate fate,
      double difficulty,
      long latencyNanos,
      long nowNanos) {
    byPool.computeIfAbsent(pool, _ -> new ShareTally()).book(fate, difficulty);
    if (latencyNanos > 0) {
      poolLatency.record(latencyNanos);
    }
    if (!worker.isEmpty()) {
      workers.book(worker, fate, difficulty, latencyNanos, nowNanos);
    }
  }

  /// The difficulty that was ever credited for shares of this pool.
  double credited(String pool) {
    ShareTally tally = byPool.get(pool);
    return tally == null ? 0 : tally.creditedDifficulty();
  }

  void connectionClosed(CloseReason reason) {
    closed.merge(reason, 1L, Long::sum);
  }

  void blockFound() {
    blocks++;
  }

  void unknownAnswers(long more) {
    unknownAnswers += more;
  }

  long blocks() {
    return blocks;
  }

  long unknownAnswers() {
    return unknownAnswers;
  }

  WorkerBoard workers() {
    return workers;
  }

  LatencyHistogram poolLatency() {
    return poolLatency.copy();
  }

  Map<String, ShareTally> tallies() {
    Map<String, ShareTally> copy = new LinkedHashMap<>();
    byPool.forEach((pool, tally) -> copy.put(pool, tally.copy()));
    return copy;
  }

  Map<String, Long> closed() {
    Map<String, Long> copy = new LinkedHashMap<>();
    closed.forEach((reason, count) -> copy.put(reason.label(), count));
    return copy;
  }
}
