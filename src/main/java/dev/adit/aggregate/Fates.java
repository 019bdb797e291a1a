package dev.adit.aggregate;

import dev.adit.metrics.ShareFate;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumError;

/// Which fate an answer means. Codes beyond the common ones are some kind of rejection.
final class Fates {
  private Fates() {}

  static ShareFate of(PoolMessage.Answer answer) {
    return answer.isYes() ? ShareFate.ACCEPTED : ofCode(StratumError.codeIn(answer.error()));
  }

  static ShareFate ofCode(int code) {
    return switch (code) {
      case StratumError.JOB_NOT_FOUND -> ShareFate.STALE;
      case StratumError.DUPLICATE_SHARE -> ShareFate.DUPLICATE;
      case StratumError.LOW_DIFFICULTY -> ShareFate.LOW;
      default -> ShareFate.REJECTED;
    };
  }
}
