package dev.adit.forensics;

import static dev.adit.forensics.AlertKind.BLOCK_FOUND;
import static dev.adit.forensics.AlertKind.COINBASE_TAG_CHANGED;
import static dev.adit.forensics.AlertKind.EXTRANONCE_ANOMALIES;
import static dev.adit.forensics.AlertKind.HIJACK;
import static dev.adit.forensics.AlertKind.JOB_WITHHOLDING;
import static dev.adit.forensics.AlertKind.PAYOUT_CHANGED;
import static dev.adit.forensics.AlertKind.PAYOUT_UNEXPECTED;
import static dev.adit.forensics.AlertKind.POOL_STATS;
import static dev.adit.forensics.AlertKind.SHARE_DIFFICULTY_MANIPULATION;
import static dev.adit.forensics.AlertKind.SHARE_SKIMMING;
import static dev.adit.forensics.AlertKind.TIMING_ATTACKS;
import static dev.adit.forensics.Severity.HIGH;
import static dev.adit.forensics.Severity.INFO;
import static dev.adit.forensics.Severity.LOW;
import static dev.adit.forensics.Severity.MEDIUM;
import static dev.adit.forensics.Suspicion.Of.MINER;
import static dev.adit.forensics.Suspicion.Of.POOL;

import java.util.Locale;

/// Everything that can be found. `docs/forensics.md` says of each what it proves and what it does
/// not.
public enum Suspicion {
  NTIME_FAR_OFF(TIMING_ATTACKS, HIGH, POOL),
  NTIME_AHEAD(TIMING_ATTACKS, MEDIUM, POOL),
  NTIME_BEHIND(TIMING_ATTACKS, MEDIUM, POOL),
  SUBMITTED_NTIME_FAR_OFF(TIMING_ATTACKS, HIGH, MINER),
  OLD_JOB_SUBMITTED(TIMING_ATTACKS, MEDIUM, MINER),
  JOBS_STOPPED(TIMING_ATTACKS, LOW, POOL),
  ANSWERS_SLOW(TIMING_ATTACKS, LOW, POOL),
  POOL_CLOCK_DRIFTS(TIMING_ATTACKS, LOW, POOL),
  TIME_SERVERS_SILENT(TIMING_ATTACKS, MEDIUM, Of.HERE),
  CLOCK_JUMPED(TIMING_ATTACKS, LOW, Of.HERE),

  SHARES_RAPID(SHARE_SKIMMING, HIGH, MINER),
  BEST_SHARES_REFUSED(SHARE_SKIMMING, HIGH, POOL),
  BEST_SHARES_MISSING(SHARE_SKIMMING, HIGH, MINER),
  REFUSED_THOUGH_CURRENT(SHARE_SKIMMING, HIGH, POOL),

  EXTRANONCE1_CHANGED(EXTRANONCE_ANOMALIES, HIGH, MINER),
  EXTRANONCE1_REUSED(EXTRANONCE_ANOMALIES, HIGH, POOL),
  EXTRANONCE2_SMALL(EXTRANONCE_ANOMALIES, MEDIUM, POOL),
  SEARCH_SPACE_SHORT(EXTRANONCE_ANOMALIES, MEDIUM, MINER),
  EXTRANONCE1_PREDICTABLE(EXTRANONCE_ANOMALIES, INFO, POOL),

  ACCEPTED_BELOW_TARGET(SHARE_DIFFICULTY_MANIPULATION, MEDIUM, POOL),
  REJECTED_ABOVE_TARGET(SHARE_DIFFICULTY_MANIPULATION, HIGH, POOL),
  DIFFICULTY_NOT_AS_SAID(SHARE_DIFFICULTY_MANIPULATION, HIGH, POOL),
  REJECTED(SHARE_DIFFICULTY_MANIPULATION, LOW, MINER),
  REJECTED_OFTEN(SHARE_DIFFICULTY_MANIPULATION, LOW, MINER),

  SHARES_UNANSWERED(JOB_WITHHOLDING, MEDIUM, POOL),
  BLOCK_UNANSWERED(JOB_WITHHOLDING, HIGH, POOL),
  BLOCK_REFUSED(JOB_WITHHOLDING, HIGH, POOL),
  ANSWERED_TWICE(JOB_WITHHOLDING, MEDIUM, POOL),
  OLD_BLOCK_JOBS(JOB_WITHHOLDING, HIGH, POOL),
  EMPTY_BLOCK_JOBS(JOB_WITHHOLDING, LOW, POOL),

  FOREIGN_RECONNECT(HIJACK, HIGH, POOL),
  OTHER_CHAIN(HIJACK, HIGH, POOL),
  CERTIFICATE_CHANGED(HIJACK, HIGH, POOL),

  PAYOUT_CHANGES(PAYOUT_CHANGED, HIGH, POOL),
  PAYOUT_ELSEWHERE(PAYOUT_UNEXPECTED, HIGH, POOL),
  TAG_CHANGES(COINBASE_TAG_CHANGED, MEDIUM, POOL),

  HASHRATE_UNDERSTATED(POOL_STATS, HIGH, POOL),
  SHARES_FORGOTTEN(POOL_STATS, HIGH, POOL),
  WORKER_MISSING(POOL_STATS, MEDIUM, POOL),
  STATISTICS_UNREACHABLE(POOL_STATS, LOW, POOL),

  BLOCK(BLOCK_FOUND, INFO, MINER),
  NEAR_MISS(BLOCK_FOUND, INFO, MINER);

  /// Whose it is: findings of one are kept together.
  enum Of {
    MINER,
    POOL,
    /// This machine's.
    HERE
  }

  private final AlertKind kind;
  private final Severity severity;
  private final Of of;

  Suspicion(AlertKind kind, Severity severity, Of of) {
    this.kind = kind;
    this.severity = severity;
    this.of = of;
  }

  public AlertKind kind() {
    return kind;
  }

  public Severity severity() {
    return severity;
  }

  Of of() {
    return of;
  }

  /// As in files and interfaces: `ntime-far-off`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
