package dev.adit.sim;

import java.util.Map;
import java.util.TreeMap;

/// A simulated pool's counters; owned by its event loop.
final class PoolBooks {
  private final Map<Integer, Long> rejected = new TreeMap<>();
  private final Map<String, PoolTotals.Worker> workers = new TreeMap<>();
  private long accepted;
  private long unanswered;
  private long blocks;
  private double creditedDifficulty;
  private double creditedSquares;

  void accept(String worker, double difficulty, boolean block) {
    accepted++;
    creditedDifficulty += difficulty;
    creditedSquares += difficulty * difficulty;
    if (block) {
      blocks++;
    }
    book(worker, new PoolTotals.Worker(1, 0, difficulty));
  }

  void reject(String worker, int code) {
    rejected.merge(code, 1L, Long::sum);
    book(worker, new PoolTotals.Worker(0, 1, 0));
  }

  void leaveUnanswered() {
    unanswered++;
  }

  PoolTotals totals(
      int connections, long connectionsEver, long lines, long jobs, Map<String, Long> cheats) {
    return new PoolTotals(
        connections,
        connectionsEver,
        lines,
        jobs,
        accepted,
        new TreeMap<>(rejected),
        unanswered,
        blocks,
        creditedDifficulty,
        Math.sqrt(creditedSquares),
        cheats,
        new TreeMap<>(workers));
  }

  private void book(String worker, PoolTotals.Worker share) {
    workers.merge(
        worker,
        share,
        (sum, one) ->
            new PoolTotals.Worker(
                sum.accepted() + one.accepted(),
                sum.rejected() + one.rejected(),
                sum.creditedDifficulty() + one.creditedDifficulty()));
  }
}
