package dev.adit.sim.torture;

/// What is checked; the numbers are those of DESIGN.md.
enum Check {
  UNIQUE_EXTRANONCE("1: no extranonce is shared by live miners, nor reused within its quarantine"),
  ONE_ANSWER("2: every submit gets exactly one answer, with its own id"),
  TRUE_ANSWER("3: the miner is told the truth"),
  OWN_SESSION("4: no share built on one pool session is sent to another"),
  DIFFICULTY("5: local difficulty never exceeds the pool's"),
  WORTHY("5: what goes to the pool meets its difficulty, once"),
  BLOCK("6: a block is written down first, and forwarded"),
  BOOKS("7: received = accepted + rejected + stale + duplicate + low + local + lost"),
  NO_HARM("8: no miner is harmed by another"),
  NO_FAULT("9: nothing said by a stranger throws"),
  TERMS("a miner is only told what it asked for, and what its pool granted");

  private final String text;

  Check(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
