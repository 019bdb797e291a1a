package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import org.jspecify.annotations.Nullable;

/// Proves that a pool calls work stale that is not: a share of the newest job, and no new block for
/// ten seconds after. Threshold: three of a conversation's last hundred answers. HIGH. False
/// positives: a pool of several servers that do not know each other's jobs.
final class RefusedThoughCurrent implements Witness.Source {
  private static final int REPEATED = 3;

  private final AlertBook book;

  RefusedThoughCurrent(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    CurrentRefusals refusals = new CurrentRefusals();
    Lately lately = new Lately();
    return seen -> {
      for (ShareAnswered refused : refusals.settled(seen)) {
        lately.add(true);
        if (lately.count() >= REPEATED) {
          report(conversation.call(), refused, lately.count());
          lately.clear();
        }
      }
      if (seen instanceof ShareAnswered answered) {
        if (isStaleOfNewest(answered, conversation.job()) && !conversation.isDoubtful()) {
          refusals.add(answered, conversation.job());
        } else {
          lately.add(false);
        }
      }
    };
  }

  /// Whether the share's job was the newest when the share was sent: it still is, or the one after
  /// it came later than the share.
  private static boolean isStaleOfNewest(
      ShareAnswered seen, @Nullable SeenJob newest) {
    SeenJob job = seen.share().job();
    if (job == null
        || newest == null
        || seen.answer().accepted()
        || Refusal.of(seen.answer()) != Refusal.STALE) {
      return false;
    }
    return newest.number() == job.number()
        || newest.number() == job.number() + 1
            && newest.at().nanos() >= seen.share().at().nanos();
  }

  private void report(Call call, ShareAnswered refused, int times) {
    SeenShare share = refused.share();
    book.report(
        call,
        refused.at(),
        Suspicion.REFUSED_THOUGH_CURRENT,
        ("The pool refused %d of the last %d shares as stale though their job was its newest and no"
                + " block came after it.")
            .formatted(times, Lately.SPAN),
        Details.of(
            "worker", share.submit().worker(),
            "job", share.submit().jobId(),
            "share_difficulty", share.difficulty(),
            "refusal", refused.answer().text()));
  }
}
