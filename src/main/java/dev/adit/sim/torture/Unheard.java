package dev.adit.sim.torture;

import dev.adit.aggregate.Conduct;

/// There is no guard in the simulation: what a miner did is told to nobody.
record Unheard() implements Conduct {
  @Override
  public void loggedIn(long nowNanos) {}

  @Override
  public void loginFailed(long nowNanos) {}

  @Override
  public void loginOverdue(long nowNanos) {}

  @Override
  public void goodShare(double difficulty, long nowNanos) {}

  @Override
  public void badShare(long nowNanos) {}

  @Override
  public void noise(long nowNanos) {}
}
