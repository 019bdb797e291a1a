package dev.adit.sim.torture;

import java.util.List;
import java.util.Map;

/// What one run came to.
///
/// @param digest of everything that crossed the wires: the same for the same seed and settings
/// @param shares found, honest or not
/// @param breaches empty where every check held
public record TortureResult(
    long seed,
    long digest,
    int shares,
    Map<String, Long> faults,
    Efficiency.Earnings earnings,
    List<Breach> breaches) {

  public boolean holds() {
    return breaches.isEmpty();
  }
}
