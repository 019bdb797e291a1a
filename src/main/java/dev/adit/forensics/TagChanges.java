package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;

/// Proves that the text by which a pool signs its blocks changes within one conversation: the work
/// may be somebody else's now. What several jobs have in common is the text; half of it must stay.
/// MEDIUM. False positives: a pool that signs with changing words.
final class TagChanges implements Witness.Source {
  /// The first job's text is believed at once where it is so long; bytes that look like text by
  /// chance are shorter.
  private static final int SURELY_TEXT = 8;

  /// Jobs after which the text is known.
  private static final int LEARNT = 3;

  private final AlertBook book;

  TagChanges(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      // Of the jobs so far, what they have in common; of one job all of it.
      private String tag = "";

      private int jobs;

      @Override
      public void on(Observation seen) {
        if (seen instanceof Observation.Authorized) {
          // Some pools sign with what the miner's login says.
          forget();
        } else if (seen instanceof JobGiven(Moment at, SeenJob job)) {
          Coinbase coinbase = Coinbase.of(job, conversation.extranonce2Size());
          if (coinbase != null) {
            onText(CoinbaseTag.text(coinbase), at, job);
          }
        }
      }

      private void forget() {
        tag = "";
        jobs = 0;
      }

      private void onText(String text, Moment at, SeenJob job) {
        String common = CoinbaseTag.common(tag, text);
        String before = CoinbaseTag.common(tag, tag);
        jobs++;
        if (jobs == 1) {
          tag = text;
        } else if (common.length() >= CoinbaseTag.SHORTEST
            && 2 * common.length() >= before.length()) {
          tag = jobs <= LEARNT ? common : tag;
        } else {
          if (before.length() >= (jobs > 2 ? CoinbaseTag.SHORTEST : SURELY_TEXT)) {
            report(conversation.call(), at, job, before, text);
          }
          tag = text;
          jobs = 1;
        }
      }
    };
  }

  private void report(Call call, Moment at, SeenJob job, String before, String text) {
    String now = Brief.of(text.replace('\n', ' ').strip());
    book.report(
        call,
        at,
        Suspicion.TAG_CHANGES,
        "The pool signed its blocks with \"%s\" until now, and signs with \"%s\"."
            .formatted(before, now),
        Details.of("job", job.notification().jobId(), "before", before, "now", now));
  }
}
