package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.forensics.ForensicsView;
import dev.adit.ledger.FoundBlocks;
import dev.adit.metrics.ShareTally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The whole gateway as of one moment; immutable for the reader.
///
/// @param version of the program
/// @param lanes those that live
/// @param ended what lanes that are no more have counted, by listener name
/// @param blocks found since the start
/// @param forensics null where nobody listens
/// @param relays those that are open, and closed ones whose flows go on
public record GatewayView(
    String version,
    Phase phase,
    long uptimeNanos,
    List<ListenerView> listeners,
    List<LaneView> lanes,
    Map<String, LaneTotals> ended,
    List<RelayState> relays,
    GuardView guard,
    FoundBlocks blocks,
    @Nullable ForensicsView forensics) {

  /// Totals of living and ended lanes by listener name; every listener of a lane is in it.
  Map<String, LaneTotals> totals() {
    Map<String, LaneTotals> totals = new TreeMap<>(ended);
    for (LaneView lane : lanes) {
      totals.merge(lane.listener(), LaneTotals.of(lane), LaneTotals::plus);
    }
    return totals;
  }

  /// All shares of all lanes, ended ones too.
  ShareTally shares() {
    ShareTally sum = new ShareTally();
    ended.values().forEach(totals -> totals.tallies().values().forEach(sum::add));
    lanes.forEach(lane -> lane.tallies().values().forEach(sum::add));
    return sum;
  }
}
