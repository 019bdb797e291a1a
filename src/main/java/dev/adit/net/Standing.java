package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.LaneView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Which listeners there are; immutable.
///
/// @param open one of a name
/// @param leaving closed by a reload, but not all of their lanes have ended
record Standing(List<Entrance> open, List<Entrance> leaving) {

  Optional<Entrance> open(String name) {
    return open.stream().filter(listener -> listener.name().equals(name)).findFirst();
  }

  private static Stream<MinerListener> forMiners(Entrance entrance) {
    return entrance instanceof MinerListener listener ? Stream.of(listener) : Stream.empty();
  }

  List<Entrance> all() {
    return Stream.concat(open.stream(), leaving.stream()).toList();
  }

  Standing exchanged(List<Entrance> parting, List<Entrance> arriving) {
    return new Standing(
        Stream.concat(
                open.stream().filter(listener -> !parting.contains(listener)), arriving.stream())
            .toList(),
        Stream.concat(leaving.stream(), parting.stream()).toList());
  }

  Standing without(Entrance gone) {
    return new Standing(open, leaving.stream().filter(listener -> !listener.equals(gone)).toList());
  }

  /// What is under way to a view of the listeners of one name.
  ///
  /// @param seen all but the lanes
  record Asked(DoorView seen, List<CompletableFuture<LaneView>> living) {}

  /// To be called with the past's lock held, so that a lane which steps into the past is found
  /// either there or among the living.
  Asked ask(String name, PastLanes past, boolean withMiners) {
    List<MinerListener> same =
        all().stream()
            .filter(listener -> listener.name().equals(name))
            .flatMap(Standing::forMiners)
            .toList();
    Map<CloseReason, Long> turnedAway = new EnumMap<>(CloseReason.class);
    turnedAway.putAll(past.turnedAway());
    long failures = past.acceptFailures();
    for (MinerListener listener : same) {
      failures += listener.addTurnedAway(turnedAway);
    }
    Map<String, Long> labelled = new HashMap<>();
    turnedAway.forEach((reason, count) -> labelled.put(reason.label(), count));
    DoorView seen =
        new DoorView(
            name,
            open(name).flatMap(it -> forMiners(it).findAny()).map(Entrance::address).orElse(null),
            same.stream().mapToInt(MinerListener::miners).sum(),
            labelled,
            failures,
            List.of(),
            past.sum(name));
    return new Asked(
        seen, same.stream().flatMap(listener -> listener.ask(withMiners).stream()).toList());
  }
}
