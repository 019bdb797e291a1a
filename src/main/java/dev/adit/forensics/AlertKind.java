package dev.adit.forensics;

import java.util.Locale;

/// What an alert is about, under the names that the original gave its events, and ours besides.
public enum AlertKind {
  TIMING_ATTACKS,
  SHARE_SKIMMING,
  EXTRANONCE_ANOMALIES,
  SHARE_DIFFICULTY_MANIPULATION,
  JOB_WITHHOLDING,
  HIJACK,
  PAYOUT_CHANGED,
  PAYOUT_UNEXPECTED,
  COINBASE_TAG_CHANGED,
  POOL_STATS,
  BLOCK_FOUND;

  /// As in files and interfaces.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
