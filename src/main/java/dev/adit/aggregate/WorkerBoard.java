package dev.adit.aggregate;

import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.work.Algorithm;
import dev.adit.work.Difficulty;
import dev.adit.work.ShareRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Totals by worker name. Bounded, and forgets names that were silent for an hour: what a stranger
/// calls itself must not grow memory.
final class WorkerBoard {
  private static final int MOST = 16_384;
  private static final long SILENT_NANOS = 3_600_000_000_000L;

  /// An eighth of the ten minutes or so over which the hashrate is estimated.
  private static final long BUCKET_NANOS = 75_000_000_000L;

  private static final class Entry {
    final ShareTally tally = new ShareTally();
    final ShareRate work;
    final long sinceNanos;
    long lastNanos;
    long latencySumNanos;
    long latencies;

    Entry(long nowNanos) {
      this.work = new ShareRate(nowNanos);
      this.sinceNanos = nowNanos;
    }
  }

  /// Least recently heard first.
  private final LinkedHashMap<String, Entry> workers = new LinkedHashMap<>(16, 0.75f, true);

  void book(String worker, ShareFate fate, double difficulty, long latencyNanos, long nowNanos) {
    Entry entry = workers.get(worker);
    boolean first = entry == null;
    if (entry == null) {
      if (workers.size() >= MOST) {
        workers.pollFirstEntry();
      }
      entry = new Entry(nowNanos);
      workers.put(worker, entry);
    }
    double before = entry.tally.creditedDifficulty();
    entry.tally.book(fate, difficulty);
    if (!first) { // The first share's work was done before the clock ran.
      entry.work.add(entry.tally.creditedDifficulty() - before, BUCKET_NANOS, nowNanos);
    }
    entry.lastNanos = nowNanos;
    if (latencyNanos > 0) {
      entry.latencySumNanos += latencyNanos;
      entry.latencies++;
    }
  }

  void forgetSilent(long nowNanos) {
    while (!workers.isEmpty()
        && nowNanos - workers.firstEntry().getValue().lastNanos > SILENT_NANOS) {
      workers.pollFirstEntry();
    }
  }

  List<WorkerView> views(Algorithm algorithm, long nowNanos) {
    double hashesPerDifficulty = Difficulty.of(1, algorithm).expectedHashes();
    List<WorkerView> views = new ArrayList<>(workers.size());
    workers.forEach(
        (name, entry) -> {
          double seconds = (nowNanos - entry.sinceNanos) / 1e9;
          views.add(
              new WorkerView(
                  name,
                  entry.tally.copy(),
                  entry.latencies == 0 ? 0 : entry.latencySumNanos / entry.latencies,
                  seconds / Math.max(1, entry.tally.received() - 1),
                  entry.work.perSecond(BUCKET_NANOS, nowNanos) * hashesPerDifficulty));
        });
    return views;
  }
}
