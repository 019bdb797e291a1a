package dev.adit.net;

import dev.adit.aggregate.LaneView;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareTally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums of the lanes that a listener has given up, so that no total ever falls. What each
/// worker did there is not kept. Not thread-safe.
final class PastLanes {
  private final Map<String, ShareTally> tallies = new HashMap<>();
  private final Map<String, Long> closed = new HashMap<>();
  private final LatencyHistogram poolLatency = new LatencyHistogram();
  private long unknownAnswers;
  private long blocks;
  private boolean any;

  void add(LaneView lane) {
    any = true;
    lane.tallies()
        .forEach((pool, tally) -> tallies.computeIfAbsent(pool, _ -> new ShareTally()).add(tally));
    lane.closed().forEach((reason, count) -> closed.merge(reason, count, Long::sum));
    poolLatency.add(lane.poolLatency());
    unknownAnswers += lane.unknownAnswers();
    blocks += lane.blocks();
  }

  /// All of them as one lane without pool and miners; null if there were none.
  @Nullable LaneView sum(String listener) {
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
