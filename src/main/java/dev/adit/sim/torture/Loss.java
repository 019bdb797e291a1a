package dev.adit.sim.torture;

/// Why work was not credited.
enum Loss {
  NO_JOB("connected, without a job"),
  RECONNECTING("closed by Adit, not yet back at work"),
  ON_THE_WAY_TO_ADIT("the miner's connection ended on the way"),
  POOL_GONE("found on the work of a pool that was gone"),
  ADRIFT("found while waiting to be closed"),
  SWITCHED("under way as its miner was moved to another pool"),
  EXTRANONCE("under way as the pool changed its extranonce"),
  ON_THE_WAY_TO_POOL("under way to the pool as its connection ended"),
  NEW_BLOCK("overtaken by a new block"),
  WORKER("its name was refused"),
  REFUSED_HERE("refused by Adit for another reason"),
  REFUSED_THERE("refused by the pool for another reason");

  private final String text;

  Loss(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
