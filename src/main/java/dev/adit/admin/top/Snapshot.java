package dev.adit.admin.top;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one look at an Adit found; immutable.
///
/// @param takenNanos when, by the clock of whoever looked
/// @param watch null where nothing is listened to
/// @param phase `serving`, or what else it is doing
record Snapshot(
    long takenNanos,
    String version,
    String phase,
    long uptimeSeconds,
    List<Door> doors,
    List<Talker> talkers,
    List<Worker> workers,
    @Nullable Watch watch) {

  Snapshot {
    doors = List.copyOf(doors);
    talkers = List.copyOf(talkers);
    workers = List.copyOf(workers);
  }

  /// A listener, or a relay that listens no more.
  ///
  /// @param inside flows, or miners
  /// @param carried null where there are miners
  /// @param judged null where there are none
  record Door(
      String name,
      String mode,
      String address,
      State state,
      int inside,
      @Nullable Carried carried,
      @Nullable Judged judged,
      List<Target> targets) {

    Door {
      targets = List.copyOf(targets);
    }
  }

  /// How a door is.
  enum State {
    UP,
    /// Nobody is in, so it is connected nowhere.
    IDLE,
    /// Some of where it leads to is not there.
    DEGRADED,
    /// None of it is.
    DOWN,
    /// It takes nobody more.
    CLOSING;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Bytes since the start.
  record Carried(long sent, long received) {}

  /// Shares since the start.
  record Judged(long received, long accepted) {}

  /// A target of a relay, or a pool.
  ///
  /// @param state `up`, `down` or `unknown`
  record Target(String address, String state, String problem) {
    boolean isDown() {
      return state.equals("down");
    }
  }

  /// A client of a relay.
  record Talker(String door, String address, int flows, long sent, long received) {}

  /// A miner, by name.
  record Worker(String name, double hashesPerSecond, long accepted, long refused) {}
}
