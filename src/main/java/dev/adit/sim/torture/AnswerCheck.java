package dev.adit.sim.torture;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.StratumError;
import org.jspecify.annotations.Nullable;

/// Invariant 3: whether an answer tells a miner the truth about its share.
final class AnswerCheck {
  private AnswerCheck() {}

  /// What is wrong with the answer, or null.
  static @Nullable String problem(Attempt attempt, Answer answer) {
    return answer.isYes() ? problemOfYes(attempt) : problemOfNo(attempt, answer);
  }

  private static @Nullable String problemOfYes(Attempt attempt) {
    Found found = attempt.found;
    Answer heard = attempt.heard;
    if (found == null) {
      return "yes to a submit that can't be read";
    }
    if (found.yes > 0) {
      return "a second yes to the same share";
    }
    if (attempt.sentTo != null) {
      return heard != null && heard.isYes() ? null : "yes, but the pool said " + heard;
    }
    if (attempt.ruling != Attempt.Ruling.BOOKS) {
      return "yes to a share that was judged " + attempt.ruling + " and sent nowhere";
    }
    if (found.worth >= found.job.difficulty) {
      return "kept back though it meets the pool's difficulty";
    }
    return found.job.talk.end().isOpen() ? null : "yes to work for a session that is over";
  }

  private static @Nullable String problemOfNo(Attempt attempt, Answer answer) {
    Answer heard = attempt.heard;
    if (heard != null) {
      return heard.result().equals(answer.result()) && heard.error().equals(answer.error())
          ? null
          : "the pool said " + heard;
    }
    int code = StratumError.codeIn(answer.error());
    if (!answer.error().startsWith("[") || code < StratumError.OTHER) {
      return "a no without a reason";
    }
    if (attempt.sentTo != null && !answer.error().contains("Lost: ")) {
      return "sent to the pool, which has said nothing";
    }
    Found found = attempt.found;
    if (found != null
        && answer.error().contains("Lost: the pool connection ended")
        && found.job.talk.end().isOpen()) {
      return "its pool is there";
    }
    if (found == null || !found.honest) {
      return null;
    }
    if (code == StratumError.LOW_DIFFICULTY && attempt.end.has(found.extranonce1)) {
      return "worth " + found.worth + ", looked for with " + found.asked;
    }
    boolean first = found.attempts.getFirst() == attempt;
    return code == StratumError.DUPLICATE_SHARE && first ? "handed in once only" : null;
  }
}
