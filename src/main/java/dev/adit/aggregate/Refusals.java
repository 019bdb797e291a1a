package dev.adit.aggregate;

import dev.adit.stratum.StratumError;
import java.util.Set;

/// What Adit itself refuses shares with, the verdict on their proof of work aside.
final class Refusals {
  static final StratumError UNAUTHORIZED =
      new StratumError(StratumError.UNAUTHORIZED, "Unauthorized worker");
  static final StratumError WRONG_EXTRANONCE2 =
      new StratumError(StratumError.OTHER, "Invalid extranonce2 size");
  static final StratumError STALE = new StratumError(StratumError.JOB_NOT_FOUND, "Job not found");
  static final StratumError DUPLICATE =
      new StratumError(StratumError.DUPLICATE_SHARE, "Duplicate share");
  static final StratumError STOPPING =
      new StratumError(StratumError.JOB_NOT_FOUND, "Lost: shutting down");
  static final StratumError TOO_MANY =
      new StratumError(StratumError.OTHER, "Too many shares on this job");
  static final StratumError CROWDED =
      new StratumError(StratumError.OTHER, "The pool leaves too many shares unanswered");

  /// Late, of a name that the pool may not know, or not judged at all.
  private static final Set<StratumError> NOBODYS_FAULT =
      Set.of(STALE, UNAUTHORIZED, LaneHost.BUSY, LaneHost.FAULT);

  private Refusals() {}

  /// Whether it speaks against the miner that its share was refused so.
  static boolean isTheMinersFault(StratumError told) {
    return !NOBODYS_FAULT.contains(told);
  }
}
