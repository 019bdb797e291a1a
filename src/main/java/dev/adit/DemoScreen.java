package dev.adit;

import dev.adit.aggregate.WorkerView;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.PoolTotals;
import dev.adit.sim.SimReport;
import dev.adit.work.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the demo shows, as lines of text.
final class DemoScreen {
  private DemoScreen() {}

  /// How the parts are joined, and where to look.
  static List<String> head(Demo demo) {
    return List.of(
        "five miners -> Adit on " + demo.door() + " -> simulated pool, all in this process",
        "",
        "  your own miner   stratum+tcp://" + demo.door() + "  user demo.me  password x",
        "  live figures     http://" + demo.admin() + "/status  and  /metrics",
        "  Ctrl-C           stops it all and prints the totals",
        "");
  }

  /// A line for each worker and one for the pool, refreshed in place on a terminal.
  static List<String> block(DemoState now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-18s %12s %8s %9s %7s %8s"
            .formatted("worker", "hashrate", "shares", "to pool", "local", "refused"));
    now.gateway().lanes().stream()
        .flatMap(lane -> lane.workers().stream())
        .sorted(Comparator.comparing(WorkerView::worker))
        .map(DemoScreen::row)
        .forEach(lines::add);
    lines.add("");
    lines.add(clock(now.nanos()) + "  " + credit(now.pool(), now.miners()));
    return lines;
  }

  /// The same in a line, for where there is no terminal.
  static String line(DemoState now) {
    ShareTally all = new ShareTally();
    now.gateway().lanes().forEach(lane -> lane.tallies().values().forEach(all::add));
    return "%s  %d miners, %d shares: %d to the pool, %d local, %d refused; %s"
        .formatted(
            clock(now.nanos()),
            now.gateway().lanes().stream().mapToInt(lane -> lane.minerCount()).sum(),
            all.received(),
            all.count(ShareFate.ACCEPTED),
            all.count(ShareFate.LOCAL),
            all.bad(),
            credit(now.pool(), now.miners()));
  }

  /// How it ended.
  static List<String> totals(long nanos, MinerTotals did, PoolTotals pool) {
    return List.of(
        "",
        "ran %s; the miners did %,d hashes (%s)"
            .formatted(clock(nanos), did.hashes(), SimReport.hashrate(did.hashes() * 1e9 / nanos)),
        "  miners    submits %d  accepted %d  refused %d  unanswered %d"
            .formatted(did.submits(), did.accepted(), did.rejects(), did.waiting() + did.lost()),
        "  pool      submits %d  accepted %d  refused %d"
            .formatted(pool.submits(), pool.accepted(), pool.rejects()),
        "  " + credit(pool, did));
  }

  /// The pool's credit against the work that was done, and by how much luck makes them differ.
  private static String credit(PoolTotals pool, MinerTotals did) {
    return "the pool credited %s for work worth %s, give or take %s"
        .formatted(
            SimReport.difficulty(pool.creditedDifficulty()),
            SimReport.difficulty(did.expectedDifficulty(Algorithm.SHA256D)),
            SimReport.difficulty(pool.sigma()));
  }

  private static String row(WorkerView worker) {
    ShareTally tally = worker.tally();
    return "%-18s %12s %8d %9d %7d %8d"
        .formatted(
            worker.worker(),
            SimReport.hashrate(worker.hashesPerSecond()),
            tally.received(),
            tally.count(ShareFate.ACCEPTED),
            tally.count(ShareFate.LOCAL),
            tally.bad());
  }

  private static String clock(long nanos) {
    long seconds = nanos / 1_000_000_000;
    return "%02d:%02d".formatted(seconds / 60, seconds % 60);
  }
}
