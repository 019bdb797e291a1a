package dev.adit.relay;

import dev.adit.net.Entrance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which relays there are, those that a reload has closed and whose flows go on included.
/// Thread-safe.
final class OpenRelays {

  /// One of them.
  interface Relay extends Entrance {
    /// `tcp` or `udp`.
    String mode();

    /// The configuration says something else of it, but not where it listens.
    void tell(RelaySettings next);

    /// Brings the totals up to date where others than its flows count. May block for a moment.
    default void refresh() {}

    /// Whether it still takes flows.
    boolean isOpen();

    FlowBook<?> book();

    Targets targets();
  }

  private final List<Relay> all = new ArrayList<>();

  /// By name; grows with the names an operator makes up, not with a stranger.
  private final Map<String, RelayTotals> totals = new TreeMap<>();

  synchronized RelayTotals totals(String name) {
    return totals.computeIfAbsent(name, _ -> new RelayTotals());
  }

  synchronized void opened(Relay relay) {
    if (!all.contains(relay)) {
      all.add(relay);
    }
  }

  synchronized void gone(Relay relay) {
    all.remove(relay);
  }

  synchronized List<Relay> all() {
    return List.copyOf(all);
  }

  /// One for each name that there has been since the start.
  ///
  /// Of each name, what has ended is counted and what goes on is listed at one moment; the flows of
  /// the list are looked at after it, so that none has to wait meanwhile. Each byte is seen once, a
  /// flow that has ended since then as it ended.
  List<RelayView> views(boolean withFlows) {
    List<Relay> open = all();
    open.forEach(Relay::refresh);
    Map<String, List<Relay>> byName =
        open.stream()
            .collect(Collectors.groupingBy(Relay::name, TreeMap::new, Collectors.toList()));
    List<RelayView> views = new ArrayList<>();
    byName.forEach((name, same) -> views.add(view(totals(name), same, withFlows)));
    return views;
  }

  private static RelayView view(RelayTotals counted, List<Relay> same, boolean withFlows) {
    long now = System.nanoTime();
    Relay newest = same.getLast();
    List<TargetView> targets =
        newest.targets().all().stream().map(target -> target.view(now)).toList();
    List<FlowBook.Listed<?>> open = new ArrayList<>();
    RelayTotals.Sums sums;
    synchronized (counted) {
      same.forEach(relay -> open.add(relay.book().listed()));
      sums = counted.sums();
    }
    List<FlowView> flows = open.stream().flatMap(listed -> listed.views(now).stream()).toList();
    return new RelayView(
        newest.name(),
        newest.mode(),
        newest.isOpen() ? Addresses.text(newest.address()) : "",
        flows.size(),
        sums.begun(),
        sums.ended(),
        counted.allTurnedAway(),
        counted.allDropped(),
        sums.sent() + flows.stream().mapToLong(FlowView::sent).sum(),
        sums.received() + flows.stream().mapToLong(FlowView::received).sum(),
        targets,
        withFlows ? flows : List.of());
  }
}
