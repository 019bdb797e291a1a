package dev.adit.forensics;

import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumError;
import dev.adit.work.Difficulty;
import dev.adit.work.Proof;

/// What a pool said to a share.
///
/// @param match how far it was said to this one
/// @param code of the refusal, see [dev.adit.stratum.StratumError]; 0 where it was accepted
/// @param text of the refusal, as raw JSON
/// @param least of the difficulties that may have been in force for the share, at the pool, from
///   its job to this answer
/// @param most of them
public record ShareAnswer(
    Match match,
    boolean accepted,
    int code,
    String text,
    long latencyNanos,
    Difficulty least,
    Difficulty most) {

  /// As a pool said it.
  static ShareAnswer of(
      PoolMessage.Answer answer,
      Match match,
      long latencyNanos,
      Difficulty least,
      Difficulty most) {
    boolean yes = answer.isYes();
    return new ShareAnswer(
        match,
        yes,
        yes ? 0 : StratumError.codeIn(answer.error()),
        yes ? "" : answer.error(),
        latencyNanos,
        least,
        most);
  }

  /// Whether it was said to this one beyond doubt: nothing may be concluded of a share from what
  /// may have been said to another of the same id, but that so much was accepted.
  boolean sure() {
    return match == Match.CERTAIN;
  }

  /// Whether it is good by all the difficulties in question.
  boolean meetsAll(Proof proof) {
    return most.metBy(proof.powHash());
  }

  /// Whether it is good by any of them.
  boolean meetsAny(Proof proof) {
    return least.metBy(proof.powHash());
  }
}
