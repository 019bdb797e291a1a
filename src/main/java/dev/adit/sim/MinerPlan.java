package dev.adit.sim;

import dev.adit.work.Algorithm;
import java.util.Set;

/// What one simulated miner is.
///
/// @param hashesPerSecond as far as the machine can
public record MinerPlan(
    String user,
    String password,
    Algorithm algorithm,
    double hashesPerSecond,
    Set<Behaviour> behaviours) {

  boolean is(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }
}
