package dev.adit.admin;

import java.util.List;

/// What the log says now and then about the relays: totals since the start.
final class RelayReport {
  private RelayReport() {}

  static List<String> lines(GatewayView view) {
    return view.relays().stream().map(RelayReport::line).toList();
  }

  private static String line(RelayState relay) {
    long down = relay.down();
    return "%s: flows %d open, %d begun; %s there, %s back%s"
        .formatted(
            relay.name(),
            relay.open(),
            relay.begun(),
            Figures.bytes(relay.sent()),
            Figures.bytes(relay.received()),
            down == 0 ? "" : "; %d of %d targets down".formatted(down, relay.targets().size()));
  }
}
