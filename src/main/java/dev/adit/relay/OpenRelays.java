package dev.adit.relay;

import dev.adit.net.Entrance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which relays there are, those that a reload has closed and whose flows go on included.
/// Thread-safe.
final class OpenRelays {

  /// One of them.
  interface Relay extends Entrance {
    /// As the configuration has it.
    String mode();

    /// Brings the totals up to date where others than its flows count. May block for a moment.
    default void refresh() {}

    /// Whether it still takes flows.
    boolean isOpen();

    FlowBook<?> book();

    Targets targets();
  }

  /// One for datagrams.
  interface DatagramRelay extends Relay {
    /// The configuration says something else of it, but not where it listens.
    void tell(RelaySettings next);
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
  List<RelayView> views(boolean withFlows) {
    all().forEach(Relay::refresh);
    return seen(withFlows);
  }

  private synchronized List<RelayView> seen(boolean withFlows) {
    List<RelayView> views = new ArrayList<>();
    totals.forEach(
        (name, counted) -> {
          List<Relay> same = all.stream().filter(relay -> relay.name().equals(name)).toList();
          if (!same.isEmpty()) {
            views.add(view(name, counted, same, withFlows));
          }
        });
    return views;
  }

  private static RelayView view(
      String name, RelayTotals counted, List<Relay> same, boolean withFlows) {
    long now = System.nanoTime();
    Relay newest = same.getLast();
    List<TargetView> targets =
        newest.targets().all().stream().map(target -> target.view(now)).toList();
    synchronized (counted) {
      List<FlowView> flows =
          same.stream().flatMap(relay -> relay.book().views(now).stream()).toList();
      return new RelayView(
          name,
          newest.mode(),
          newest.isOpen() ? Addresses.text(newest.address()) : "",
          flows.size(),
          counted.allBegun(),
          counted.allEnded(),
          counted.allTurnedAway(),
          counted.allDropped(),
          counted.allSent() + flows.stream().mapToLong(FlowView::sent).sum(),
          counted.allReceived() + flows.stream().mapToLong(FlowView::received).sum(),
          targets,
          withFlows ? flows : List.of());
    }
  }
}
