package dev.adit.forensics;

import dev.adit.forensics.Observation.StrayAnswer;
import dev.adit.stratum.RequestId;

/// Proves that a pool answers what was not asked, or twice: a miner then counts one answer for
/// another share. Threshold: three answers of one conversation. MEDIUM. False positives: a broken
/// pool; one alone says nothing, and neither does what has no id.
final class AnsweredTwice implements Witness.Source {
  private static final int REPEATED = 3;

  private final AlertBook book;

  AnsweredTwice(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      private int strays;

      @Override
      public void on(Observation seen) {
        if (seen instanceof StrayAnswer(Moment at, RequestId id) && !id.equals(RequestId.NULL)) {
          strays++;
          if (strays % REPEATED == 0) {
            book.report(
                conversation.call(),
                at,
                Suspicion.ANSWERED_TWICE,
                "The pool has given %d answers to what was answered before or never asked."
                    .formatted(strays),
                Details.of("answers", strays, "id", id.json()));
          }
        }
      }
    };
  }
}
