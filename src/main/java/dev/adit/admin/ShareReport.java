package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.WorkerView;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import java.util.ArrayList;
import java.util.List;

/// What the log says now and then about the workers: totals since each was first seen, the
/// strongest workers first, in columns.
final class ShareReport {
  private static final int MOST_WORKERS = 20;
  private static final int MOST_NAME = 32;

  private ShareReport() {}

  static List<String> lines(GatewayView view) {
    List<WorkerView> workers = Workers.of(view.lanes());
    List<List<String>> rows =
        workers.stream().limit(MOST_WORKERS).map(ShareReport::columns).toList();
    List<String> lines = new ArrayList<>(Columns.aligned(rows));
    if (workers.size() > MOST_WORKERS) {
      lines.add("and " + (workers.size() - MOST_WORKERS) + " more workers");
    }
    lines.add(total(view, workers));
    return lines;
  }

  private static List<String> columns(WorkerView worker) {
    return List.of(
        name(worker.worker()),
        "accepted " + worker.tally().ok(),
        "rejected " + worker.tally().bad(),
        "latency " + Figures.seconds(worker.meanLatencyNanos() / 1e9),
        "every " + Figures.seconds(worker.secondsPerShare()),
        Figures.hashrate(worker.hashesPerSecond()));
  }

  /// A name is the miner's choice; it shall not write lines of its own.
  private static String name(String worker) {
    String printable = worker.replaceAll("\\p{Cntrl}", "?");
    if (printable.isEmpty()) {
      return "(no name)";
    }
    return printable.length() <= MOST_NAME
        ? printable
        : printable.substring(0, MOST_NAME - 1) + "…";
  }

  private static String total(GatewayView view, List<WorkerView> workers) {
    ShareTally shares = view.shares();
    StringBuilder line = new StringBuilder("total: shares ").append(shares.received());
    for (ShareFate fate : ShareFate.values()) {
      if (shares.count(fate) > 0) {
        line.append(", ").append(fate.label()).append(' ').append(shares.count(fate));
      }
    }
    return line.append("; pending ")
        .append(view.lanes().stream().mapToInt(LaneView::pendingShares).sum())
        .append("; miners ")
        .append(view.lanes().stream().mapToInt(LaneView::minerCount).sum())
        .append("; ")
        .append(Figures.hashrate(workers.stream().mapToDouble(WorkerView::hashesPerSecond).sum()))
        .toString();
  }
}
