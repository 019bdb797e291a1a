package dev.adit.relay;

import java.util.List;
import java.util.Map;

/// A relay as of one moment; immutable.
///
/// @param mode `tcp`, `udp` or `tap`
/// @param address where it listens; empty where it does no more
/// @param open flows that go on
/// @param begun flows that there have been
/// @param ended of those the ones that have ended, by the reason's label
/// @param turnedAway connections without the header of a load balancer that was expected
/// @param dropped datagrams that were not carried on
/// @param sent bytes from clients to targets
/// @param received bytes from targets to clients
/// @param flows those that go on; empty unless asked for
public record RelayView(
    String name,
    String mode,
    String address,
    int open,
    long begun,
    Map<String, Long> ended,
    long turnedAway,
    long dropped,
    long sent,
    long received,
    List<TargetView> targets,
    List<FlowView> flows) {

  public RelayView {
    targets = List.copyOf(targets);
    flows = List.copyOf(flows);
    ended = Map.copyOf(ended);
  }
}
