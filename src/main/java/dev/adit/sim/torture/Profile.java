package dev.adit.sim.torture;

/// Which kind of run.
public enum Profile {
  /// Honest miners, and pools that drop their connections: what efficiency is measured with.
  CALM,
  /// Everybody misbehaves: what the invariants are tried with.
  TORTURE
}
