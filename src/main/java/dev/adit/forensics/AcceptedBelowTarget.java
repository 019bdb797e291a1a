package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.work.Proof;

/// Proves that a pool counts a share that is not worth what it asks for: whoever hands in little
/// then earns what others work for. Threshold: one accepted share below the lowest difficulty that
/// may have been in force. MEDIUM. False positives: a pool that uses the id of a job again for
/// another one at once, or makes shares easier before it says so.
final class AcceptedBelowTarget implements Witness.Source {
  private final AlertBook book;

  AcceptedBelowTarget(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof ShareAnswered(Moment at, SeenShare share, ShareAnswer answer)) {
        Proof proof = share.proof();
        if (answer.accepted()
            && answer.sure()
            && proof != null
            && !answer.meetsAny(proof)
            && !proof.block()
            && !conversation.isDoubtful()) {
          report(conversation.call(), at, share, answer);
        }
      }
    };
  }

  private void report(Call call, Moment at, SeenShare share, ShareAnswer answer) {
    double asked = answer.least().value();
    book.report(
        call,
        at,
        Suspicion.ACCEPTED_BELOW_TARGET,
        "The pool accepted a share of difficulty %s though it asks for %s."
            .formatted(Details.number(share.difficulty()), Details.number(asked)),
        Details.of(
            "worker", share.submit().worker(),
            "job", share.submit().jobId(),
            "share_difficulty", share.difficulty(),
            "difficulty_asked", asked));
  }
}
