package dev.adit.sim.torture;

import dev.adit.stratum.RequestId;
import java.util.SplittableRandom;

/// How one miner goes about it.
///
/// @param follows another extranonce, by which of the two ways it says so
/// @param authorizesFirst before it subscribes
/// @param waits for each answer before it asks the next thing
/// @param rolls version bits
/// @param difficultyAtOnce takes a new difficulty for the job in hand, else for the next
/// @param resumes with the session id that it was told last
/// @param ids of its submits
record Habits(
    Follows follows,
    boolean authorizesFirst,
    boolean waits,
    boolean rolls,
    boolean difficultyAtOnce,
    boolean resumes,
    Ids ids) {

  enum Follows {
    NOT,
    BY_CONFIGURE,
    BY_REQUEST
  }

  enum Ids {
    COUNTED,
    TEXT,
    ONE
  }

  static Habits any(Scenario scenario, SplittableRandom chance) {
    boolean follows = chance.nextDouble() < scenario.followers();
    return new Habits(
        !follows ? Follows.NOT : chance.nextBoolean() ? Follows.BY_CONFIGURE : Follows.BY_REQUEST,
        chance.nextInt(5) == 0,
        chance.nextBoolean(),
        chance.nextInt(4) > 0,
        chance.nextBoolean(),
        chance.nextInt(5) > (scenario.restless() ? 3 : 0),
        switch (chance.nextInt(6)) {
          case 0 -> Ids.ONE;
          case 1 -> Ids.TEXT;
          default -> Ids.COUNTED;
        });
  }

  /// Of the n-th submit; never one of the handshake's.
  RequestId id(int n) {
    return switch (ids) {
      case COUNTED -> RequestId.of(100 + n);
      case TEXT -> new RequestId("\"share " + n + '"');
      case ONE -> RequestId.of(77);
    };
  }
}
