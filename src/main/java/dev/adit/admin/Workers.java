package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.WorkerView;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A worker is one, whichever lanes its machines are on.
final class Workers {
  private Workers() {}

  /// All workers of all lanes, the strongest first.
  static List<WorkerView> of(List<LaneView> lanes) {
    Map<String, WorkerView> merged = new HashMap<>();
    for (LaneView lane : lanes) {
      for (WorkerView worker : lane.workers()) {
        merged.merge(worker.worker(), worker, Workers::together);
      }
    }
    return merged.values().stream()
        .sorted(
            Comparator.comparingDouble(WorkerView::hashesPerSecond)
                .reversed()
                .thenComparing(WorkerView::worker))
        .toList();
  }

  private static WorkerView together(WorkerView one, WorkerView other) {
    ShareTally tally = one.tally().copy();
    tally.add(other.tally());
    return new WorkerView(
        one.worker(),
        tally,
        meanLatency(one, other),
        secondsPerShare(one.secondsPerShare(), other.secondsPerShare()),
        one.hashesPerSecond() + other.hashesPerSecond());
  }

  /// Weighted by what the pool accepted, which is nearly all that it answered.
  private static long meanLatency(WorkerView one, WorkerView other) {
    long some = one.tally().count(ShareFate.ACCEPTED);
    long more = other.tally().count(ShareFate.ACCEPTED);
    if (some + more == 0) {
      return Math.max(one.meanLatencyNanos(), other.meanLatencyNanos());
    }
    return Math.round(
        (one.meanLatencyNanos() * (double) some + other.meanLatencyNanos() * (double) more)
            / (some + more));
  }

  /// Rates add up, distances don't.
  private static double secondsPerShare(double one, double other) {
    if (one == 0 || other == 0) {
      return one + other;
    }
    return 1 / (1 / one + 1 / other);
  }
}
