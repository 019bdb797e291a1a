package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import java.util.ArrayDeque;
import java.util.Deque;

/// Proves that a pool holds shares to another difficulty than it sets, and says to which: all that
/// it refuses as low are below it, all that it accepts are above. Threshold: twenty answers of one
/// conversation in which that line is clear, with five on each side of it, and five of them on the
/// wrong side of the difficulty that is set. HIGH. False positives: as for [RejectedAboveTarget].
final class DifficultyNotAsSaid implements Witness.Source {
  private static final int LEAST_ANSWERS = 20;
  private static final int LEAST_OF_EACH = 5;
  private static final int KEPT = 200;

  /// @param ratio the share's difficulty in units of the one that is set
  private record Sample(double ratio, boolean accepted) {
    /// Not as the difficulty that is set has it.
    boolean isWrong() {
      return ratio >= 1 != accepted;
    }
  }

  private final AlertBook book;

  DifficultyNotAsSaid(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Deque<Sample> samples = new ArrayDeque<>();
    return seen -> {
      if (seen instanceof ShareAnswered answered && !conversation.isDoubtful() && tells(answered)) {
        double set = answered.answer().most().value();
        double ratio = answered.share().difficulty() / set;
        samples.addLast(new Sample(ratio, answered.answer().accepted()));
        if (samples.size() > KEPT) {
          samples.removeFirst();
        }
        if (judge(conversation.call(), answered.at(), samples, set)) {
          samples.clear();
        }
      }
    };
  }

  /// Whether one difficulty only may have been in force, and the answer is about it.
  private static boolean tells(ShareAnswered seen) {
    ShareAnswer answer = seen.answer();
    return seen.share().proof() != null
        && answer.sure()
        && !seen.share().isBlock()
        && answer.least().equals(answer.most())
        && (answer.accepted() || Refusal.of(answer) == Refusal.LOW);
  }

  private boolean judge(Call call, Moment at, Deque<Sample> samples, double set) {
    double highestRefused = 0;
    double lowestAccepted = Double.POSITIVE_INFINITY;
    int accepted = 0;
    int wrong = 0;
    for (Sample sample : samples) {
      if (sample.accepted()) {
        accepted++;
        lowestAccepted = Math.min(lowestAccepted, sample.ratio());
      } else {
        highestRefused = Math.max(highestRefused, sample.ratio());
      }
      wrong += sample.isWrong() ? 1 : 0;
    }
    int refused = samples.size() - accepted;
    if (samples.size() < LEAST_ANSWERS
        || wrong < LEAST_OF_EACH
        || Math.min(accepted, refused) < LEAST_OF_EACH
        || highestRefused > lowestAccepted) {
      return false;
    }
    book.report(
        call,
        at,
        Suspicion.DIFFICULTY_NOT_AS_SAID,
        "The pool sets difficulty %s, but it accepts shares from about %s on and refuses all below."
            .formatted(Details.number(set), Details.number(set * lowestAccepted)),
        Details.of(
            "difficulty_set", set,
            "highest_refused", set * highestRefused,
            "lowest_accepted", set * lowestAccepted,
            "refused", refused,
            "accepted", accepted));
    return true;
  }
}
