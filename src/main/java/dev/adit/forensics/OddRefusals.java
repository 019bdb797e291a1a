package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;

/// Tells of refusals for an unusual reason, each, and of frequent ones: more than a tenth of a
/// hundred answers. LOW. They prove nothing: most are the miner's fault, its connection's or its
/// firmware's.
final class OddRefusals implements Witness.Source {
  private static final int MOST_OF_HUNDRED = 10;

  private final AlertBook book;

  OddRefusals(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      private int answers;
      private int refused;

      @Override
      public void on(Observation seen) {
        if (seen instanceof ShareAnswered answered) {
          answers++;
          if (!answered.answer().accepted()) {
            refused++;
            onRefused(conversation.call(), answered);
          }
          if (answers == Lately.SPAN) {
            onHundred(conversation.call(), answered.at(), refused);
            answers = 0;
            refused = 0;
          }
        }
      }
    };
  }

  private void onRefused(Call call, ShareAnswered seen) {
    if (Refusal.of(seen.answer()) == Refusal.OTHER) {
      String text = Brief.of(seen.answer().text());
      book.report(
          call,
          seen.at(),
          Suspicion.REJECTED,
          "The pool refused a share for an unusual reason: " + text,
          Details.of(
              "worker", seen.share().submit().worker(),
              "job", seen.share().submit().jobId(),
              "share_difficulty", seen.share().difficulty(),
              "code", seen.answer().code(),
              "refusal", text));
    }
  }

  private void onHundred(Call call, Moment at, int refused) {
    if (refused > MOST_OF_HUNDRED) {
      book.report(
          call,
          at,
          Suspicion.REJECTED_OFTEN,
          "The pool refused %d of %d shares.".formatted(refused, Lately.SPAN),
          Details.of("answers", Lately.SPAN, "refused", refused));
    }
  }
}
