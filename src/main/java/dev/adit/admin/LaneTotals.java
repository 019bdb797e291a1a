package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareTally;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// What lanes have counted and what must outlive them. Not to be changed by whoever reads it.
///
/// @param tallies by pool name
/// @param closed connections ended, by reason label
public record LaneTotals(
    Map<String, ShareTally> tallies,
    Map<String, Long> closed,
    LatencyHistogram poolLatency,
    long unknownAnswers,
    long blocks) {

  public static LaneTotals none() {
    return new LaneTotals(Map.of(), Map.of(), new LatencyHistogram(), 0, 0);
  }

  public static LaneTotals of(LaneView lane) {
    return new LaneTotals(
        lane.tallies(), lane.closed(), lane.poolLatency(), lane.unknownAnswers(), lane.blocks());
  }

  /// Both together; neither is changed.
  public LaneTotals plus(LaneTotals other) {
    LatencyHistogram latency = poolLatency.copy();
    latency.add(other.poolLatency);
    return new LaneTotals(
        merged(tallies, other.tallies, LaneTotals::sum),
        merged(closed, other.closed, Long::sum),
        latency,
        unknownAnswers + other.unknownAnswers,
        blocks + other.blocks);
  }

  private static ShareTally sum(ShareTally one, ShareTally other) {
    ShareTally sum = one.copy();
    sum.add(other);
    return sum;
  }

  private static <V> Map<String, V> merged(
      Map<String, V> one, Map<String, V> other, BinaryOperator<V> sum) {
    Map<String, V> merged = new HashMap<>(one);
    other.forEach((key, value) -> merged.merge(key, value, sum));
    return merged;
  }
}
