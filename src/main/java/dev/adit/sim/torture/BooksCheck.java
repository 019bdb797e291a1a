package dev.adit.sim.torture;

import dev.adit.aggregate.Lane;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.StratumError;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Invariant 7: the lane's books against the simulation's own.
final class BooksCheck {
  private final World world;
  private final Map<ShareFate, Long> told = new EnumMap<>(ShareFate.class);
  private final Map<ShareFate, Long> recorded = new EnumMap<>(ShareFate.class);
  private final Map<String, Long> acceptedBy = new HashMap<>();
  private long heard;
  private long held;
  private long answered;

  BooksCheck(World world) {
    this.world = world;
  }

  /// A submit reached the lane.
  void heard() {
    heard++;
  }

  /// The lane keeps it for later, or has come to it, or dropped it with its connection.
  void held(boolean more) {
    held += more ? 1 : -1;
  }

  /// Dropped with its connection before the lane came to it.
  void dropped() {
    held--;
    heard--;
  }

  void answered(Attempt attempt, Answer answer) {
    answered++;
    told.merge(fate(attempt, answer), 1L, Long::sum);
  }

  /// The pool said yes to something that still waited.
  void accepted(String pool) {
    acceptedBy.merge(pool, 1L, Long::sum);
  }

  /// The lane's word to the ledger.
  void recorded(ShareFate fate) {
    recorded.merge(fate, 1L, Long::sum);
  }

  static ShareFate fate(Attempt attempt, Answer answer) {
    if (answer.isYes()) {
      return attempt.sentTo == null ? ShareFate.LOCAL : ShareFate.ACCEPTED;
    }
    if (attempt.heard == null
        && (answer.error().contains("\"Lost: ") || answer.error().contains("unanswered"))) {
      return ShareFate.LOST;
    }
    return switch (StratumError.codeIn(answer.error())) {
      case StratumError.JOB_NOT_FOUND -> ShareFate.STALE;
      case StratumError.DUPLICATE_SHARE -> ShareFate.DUPLICATE;
      case StratumError.LOW_DIFFICULTY -> ShareFate.LOW;
      default -> ShareFate.REJECTED;
    };
  }

  void check(Lane lane) {
    Map<String, ShareTally> tallies = lane.view(false, world.now()).tallies();
    ShareTally total = new ShareTally();
    tallies.values().forEach(total::add);
    int unsettled = lane.unsettledShares();
    if (total.received() + unsettled != heard - held) {
      breach(
          "%d received and %d unsettled, but %d came in of which %d are held back"
              .formatted(total.received(), unsettled, heard, held));
    }
    long untold = 0;
    for (ShareFate fate : ShareFate.values()) {
      long mine = told.getOrDefault(fate, 0L);
      if (total.count(fate) < mine || total.count(fate) != recorded.getOrDefault(fate, 0L)) {
        breach(
            "%s: %d counted, %d recorded, %d told"
                .formatted(fate, total.count(fate), recorded.getOrDefault(fate, 0L), mine));
      }
      untold += total.count(fate) - mine;
    }
    if (untold != total.received() - answered) {
      breach("%d received, %d answered, %d untold".formatted(total.received(), answered, untold));
    }
    tallies.forEach(
        (pool, tally) -> {
          if (tally.count(ShareFate.ACCEPTED) != acceptedBy.getOrDefault(pool, 0L)) {
            breach(
                "%s said yes %d times, %d are counted"
                    .formatted(
                        pool, acceptedBy.getOrDefault(pool, 0L), tally.count(ShareFate.ACCEPTED)));
          }
        });
  }

  private void breach(String text) {
    world.history.breach(Check.BOOKS, text);
  }
}
