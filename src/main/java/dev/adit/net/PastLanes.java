package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.LaneView;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareTally;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums of the lanes that listeners of one name have given up, so that no total ever falls,
/// also where a reload closes the listener and opens another. What each worker did there is not
/// kept.
///
/// Its lock is the listeners' own too, for a lane's step from them into it. Thread-safe.
final class PastLanes {
  private final Map<String, ShareTally> tallies = new HashMap<>();
  private final Map<String, Long> closed = new HashMap<>();
  private final LatencyHistogram poolLatency = new LatencyHistogram();
  private final Map<CloseReason, Long> turnedAway = new EnumMap<>(CloseReason.class);
  private long acceptFailures;
  private long unknownAnswers;
  private long blocks;
  private boolean any;

  synchronized void add(LaneView lane) {
    any = true;
    lane.tallies()
        .forEach((pool, tally) -> tallies.computeIfAbsent(pool, _ -> new ShareTally()).add(tally));
    lane.closed().forEach((reason, count) -> closed.merge(reason, count, Long::sum));
    poolLatency.add(lane.poolLatency());
    unknownAnswers += lane.unknownAnswers();
    blocks += lane.blocks();
  }

  /// What a listener that ends has turned away without a lane, and could not take in.
  synchronized void add(Map<CloseReason, Long> away, long failures) {
    away.forEach((reason, count) -> turnedAway.merge(reason, count, Long::sum));
    acceptFailures += failures;
  }

  synchronized Map<CloseReason, Long> turnedAway() {
    return new EnumMap<>(turnedAway);
  }

  synchronized long acceptFailures() {
    return acceptFailures;
  }

  /// All of them as one lane without pool and miners; null if there were none.
  synchronized @Nullable LaneView sum(String listener) {
    if (!any) {
      return null;
    }
    Map<String, ShareTally> copies = new HashMap<>();
    tallies.forEach((pool, tally) -> copies.put(pool, tally.copy()));
    return new LaneView(
        listener,
        "",
        false,
        "",
        0,
        -1,
        0,
        0,
        0,
        unknownAnswers,
        blocks,
        copies,
        Map.copyOf(closed),
        poolLatency.copy(),
        List.of(),
        List.of(),
        List.of());
  }
}
