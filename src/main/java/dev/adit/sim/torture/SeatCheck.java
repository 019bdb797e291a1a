package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import java.util.HashMap;
import java.util.Map;

/// Invariant 1, by what miners were told: whose an extranonce is, and was until lately.
final class SeatCheck {
  /// The promise is 120 s (`stratum-v1` §10), from the moment that the lane takes a seat away,
  /// which a miner that is only told by being closed notices some seconds later.
  private static final long QUARANTINE_NANOS = 110 * Agenda.SECOND;

  private record Left(String sessionId, long nanos) {}

  private final World world;
  private final Map<HexBytes, MinerEnd> owners = new HashMap<>();
  private final Map<HexBytes, Left> left = new HashMap<>();

  SeatCheck(World world) {
    this.world = world;
  }

  void take(MinerEnd end, HexBytes extranonce1) {
    MinerEnd other = owners.put(extranonce1, end);
    if (other != null && other != end && !isSameRig(other, end)) {
      world.history.breach(
          Check.UNIQUE_EXTRANONCE,
          extranonce1 + " is given to " + end.name() + " while " + other.name() + " has it",
          end.name(),
          other.name());
    }
    Left before = left.remove(extranonce1);
    if (before != null
        && world.now() - before.nanos < QUARANTINE_NANOS
        && !before.sessionId.equals(end.sessionId())) {
      world.history.breach(
          Check.UNIQUE_EXTRANONCE,
          "%s is given to %s %.1f s after session %s left it"
              .formatted(
                  extranonce1, end.name(), (world.now() - before.nanos) / 1e9, before.sessionId),
          end.name());
    }
  }

  /// Its session id is a rig's own: it has come back, while the connection it lost still looks
  /// alive from here.
  private static boolean isSameRig(MinerEnd other, MinerEnd end) {
    return !end.sessionId().isEmpty() && other.sessionId().equals(end.sessionId());
  }

  /// @param minedOn whether it ever got a job there: else nothing can be under way
  void leave(MinerEnd end, HexBytes extranonce1, boolean minedOn) {
    if (owners.remove(extranonce1, end) && minedOn) {
      left.put(extranonce1, new Left(end.sessionId(), world.now()));
    }
  }
}
