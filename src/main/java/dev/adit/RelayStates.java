package dev.adit;

import dev.adit.admin.ListenerView;
import dev.adit.admin.RelayState;
import dev.adit.config.ListenerConfig;
import dev.adit.relay.FlowView;
import dev.adit.relay.RelayView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Relays as the admin port shows them.
final class RelayStates {
  private RelayStates() {}

  /// @param relay with its flows
  static RelayState of(RelayView relay) {
    return new RelayState(
        relay.name(),
        relay.mode(),
        relay.address(),
        relay.open(),
        relay.begun(),
        relay.ended(),
        relay.turnedAway(),
        relay.dropped(),
        relay.sent(),
        relay.received(),
        relay.targets().stream()
            .map(
                target -> new RelayState.Target(target.address(), target.state(), target.problem()))
            .toList(),
        talkers(relay.flows()));
  }

  /// The door in front of one.
  ///
  /// @param relay null while it is not open
  static ListenerView listener(ListenerConfig listener, @Nullable RelayState relay) {
    return new ListenerView(
        listener.name(),
        listener.mode().toString(),
        relay == null ? "" : relay.address(),
        relay == null ? 0 : relay.open(),
        relay == null ? Map.of() : Map.of("no_proxy_header", relay.turnedAway()),
        List.of(),
        null);
  }

  private static List<RelayState.Talker> talkers(List<FlowView> flows) {
    Map<String, RelayState.Talker> byAddress = new HashMap<>();
    for (FlowView flow : flows) {
      byAddress.merge(
          flow.from(),
          new RelayState.Talker(flow.from(), 1, flow.sent(), flow.received()),
          RelayStates::together);
    }
    return byAddress.values().stream()
        .sorted(
            Comparator.comparingLong((RelayState.Talker one) -> one.sent() + one.received())
                .reversed()
                .thenComparing(RelayState.Talker::address))
        .limit(RelayState.MOST_TALKERS)
        .toList();
  }

  private static RelayState.Talker together(RelayState.Talker one, RelayState.Talker other) {
    return new RelayState.Talker(
        one.address(),
        one.flows() + other.flows(),
        one.sent() + other.sent(),
        one.received() + other.received());
  }
}
