package dev.adit.aggregate;

/// A lane's line to one pool as of one moment; immutable for the reader.
///
/// @param serving ready, and miners work for it or would
/// @param ready subscribed and authorised; without `serving`: on standby
/// @param jobAgeNanos since its last job; -1 before the first
/// @param difficulty of its last job; 0 before the first
/// @param pendingShares handed to the pool, not answered yet
public record LineView(
    String pool,
    boolean serving,
    boolean ready,
    long jobAgeNanos,
    double difficulty,
    int pendingShares) {

  static LineView of(PoolLine line, boolean serving, long nowNanos) {
    LaneJob current = line.work().currentJob();
    PoolSession session = line.session();
    return new LineView(
        line.settings().name(),
        serving,
        line.isOpen(),
        line.work().jobAgeNanos(nowNanos),
        current == null ? 0 : current.job.poolDifficulty().value(),
        session == null ? 0 : session.requests().pendingShares());
  }
}
