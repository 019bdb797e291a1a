package dev.adit.forensics;

import java.util.Locale;

/// What happened, in figures.
final class SessionCount {
  long lines;
  long shares;
  private long jobs;
  private long accepted;
  private long rejected;
  private long blocks;
  private double best;

  void on(Observation seen) {
    switch (seen) {
      case Observation.JobGiven _ -> jobs++;
      case Observation.ShareSent(_, SeenShare share) -> {
        shares++;
        best = Math.max(best, share.difficulty());
        if (share.isBlock()) {
          blocks++;
        }
      }
      case Observation.ShareAnswered(_, _, ShareAnswer answer) -> {
        if (answer.accepted()) {
          accepted++;
        } else {
          rejected++;
        }
      }
      default -> {}
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "jobs %d, shares %d, accepted %d, rejected %d, blocks %d, best share %.6g",
        jobs,
        shares,
        accepted,
        rejected,
        blocks,
        best);
  }
}
