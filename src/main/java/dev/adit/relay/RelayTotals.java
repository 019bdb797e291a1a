package dev.adit.relay;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// What the relays of one name have counted, also where a reload has put another in its place.
/// Guarded by its own lock, but for the turned away and the dropped.
final class RelayTotals {
  private final LongAdder turnedAway = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Map<FlowEnd, Long> ended = new EnumMap<>(FlowEnd.class);
  private long begun;
  private long sent;
  private long received;

  void begun() {
    begun++;
  }

  void turnedAway() {
    turnedAway.increment();
  }

  /// A datagram that went nowhere.
  void dropped() {
    dropped.increment();
  }

  /// With what it has carried, which until then is counted by itself.
  void ended(FlowEnd why, long sentBytes, long receivedBytes) {
    ended.merge(why, 1L, Long::sum);
    sent += sentBytes;
    received += receivedBytes;
  }

  /// What belongs to no flow that is known.
  void carried(long sentBytes, long receivedBytes) {
    sent += sentBytes;
    received += receivedBytes;
  }

  long allTurnedAway() {
    return turnedAway.sum();
  }

  long allDropped() {
    return dropped.sum();
  }

  /// All that its lock guards, as of one moment.
  ///
  /// @param ended how many flows, by the reason's label
  record Sums(long begun, Map<String, Long> ended, long sent, long received) {}

  Sums sums() {
    Map<String, Long> all = new TreeMap<>();
    for (FlowEnd why : FlowEnd.values()) {
      all.put(why.label(), ended.getOrDefault(why, 0L));
    }
    return new Sums(begun, all, sent, received);
  }
}
