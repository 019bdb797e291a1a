package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a miner that comes now would be served.
///
/// A gateway without miners is ready though it knows no pool: pools are dialled when the first
/// miner comes. One whose miners wait and whose pools are all out of reach is not, so that a
/// balancer sends new miners elsewhere.
///
/// @param text "ready", or why not
record Readiness(boolean ready, String text) {

  static Readiness of(@Nullable GatewayView view) {
    if (view == null) {
      return new Readiness(false, "busy: a lane does not answer");
    }
    if (view.phase() != Phase.SERVING) {
      return new Readiness(false, view.phase().text());
    }
    for (Map.Entry<String, List<LaneView>> lanes : byListener(view.lanes()).entrySet()) {
      int waiting = lanes.getValue().stream().mapToInt(LaneView::minerCount).sum();
      if (waiting > 0 && lanes.getValue().stream().noneMatch(LaneView::poolReady)) {
        return new Readiness(
            false, "no pool: %d miners of %s wait".formatted(waiting, lanes.getKey()));
      }
    }
    return new Readiness(true, "ready");
  }

  private static Map<String, List<LaneView>> byListener(Collection<LaneView> lanes) {
    return lanes.stream()
        .collect(Collectors.groupingBy(LaneView::listener, TreeMap::new, Collectors.toList()));
  }
}
