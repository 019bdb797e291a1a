package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.work.Proof;

/// Proves that a pool does not pay for good work: it refuses as too low what meets even the highest
/// difficulty that may have been in force. Threshold: three of a conversation's last hundred
/// answers. HIGH. False positives: a pool that hashes otherwise than it tells miners to, or that
/// raises the difficulty of jobs it has given before.
final class RejectedAboveTarget implements Witness.Source {
  private static final int REPEATED = 3;

  private final AlertBook book;

  RejectedAboveTarget(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Lately lately = new Lately();
    return seen -> {
      if (seen instanceof ShareAnswered answered) {
        boolean wrong = isWrong(answered) && !conversation.isDoubtful();
        lately.add(wrong);
        if (wrong && lately.count() >= REPEATED) {
          report(conversation.call(), answered, lately.count());
          lately.clear();
        }
      }
    };
  }

  private static boolean isWrong(ShareAnswered seen) {
    Proof proof = seen.share().proof();
    ShareAnswer answer = seen.answer();
    return proof != null
        && answer.sure()
        && !answer.accepted()
        && answer.meetsAll(proof)
        && Refusal.of(answer) == Refusal.LOW;
  }

  private void report(Call call, ShareAnswered seen, int times) {
    SeenShare share = seen.share();
    double asked = seen.answer().most().value();
    book.report(
        call,
        seen.at(),
        Suspicion.REJECTED_ABOVE_TARGET,
        ("The pool refused %d of the last %d shares as too low that are good; the last is worth %s"
                + " and the pool asks for %s.")
            .formatted(
                times, Lately.SPAN, Details.number(share.difficulty()), Details.number(asked)),
        Details.of(
            "worker", share.submit().worker(),
            "job", share.submit().jobId(),
            "share_difficulty", share.difficulty(),
            "difficulty_asked", asked,
            "refusal", seen.answer().text()));
  }
}
