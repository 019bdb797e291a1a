package dev.adit.forensics;

/// Who speaks.
public enum Party {
  MINER,
  POOL
}
