package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import org.jspecify.annotations.Nullable;

/// Proves that a pool calls work stale that is not: shares of the newest job, and no new block for
/// ten seconds after. Threshold: shares of three jobs, and more than chance makes of the two in a
/// hundred that are usual, with one false alarm in a hundred million; that is five of five, or 25
/// of 250. A conversation is begun anew after each day and each alarm. HIGH. False positives: a
/// pool of several servers that do not know each other's jobs.
final class RefusedThoughCurrent implements Witness.Source {
  private static final double USUAL = 0.02;
  private static final double FALSE_ALARM = 1e-8;
  private static final int LEAST_JOBS = 3;
  private static final double DAY_SECONDS = 86_400;

  private final AlertBook book;

  RefusedThoughCurrent(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      private final CurrentRefusals refusals = new CurrentRefusals();
      private @Nullable Moment since;
      private long answers;
      private long refused;
      private long jobs;
      private long lastJob;

      @Override
      public void on(Observation seen) {
        if (since == null || seen.at().secondsSince(since) >= DAY_SECONDS) {
          restart(seen.at());
        }
        refusals.settled(seen).forEach(this::count);
        if (seen instanceof ShareAnswered answered) {
          answers++;
          if (isStaleOfNewest(answered, conversation.job()) && !conversation.isDoubtful()) {
            refusals.add(answered, conversation.job());
          }
        }
      }

      private void restart(Moment at) {
        since = at;
        answers = 0;
        refused = 0;
        jobs = 0;
        lastJob = -1;
      }

      private void count(ShareAnswered one) {
        SeenJob job = one.share().job();
        refused++;
        if (job != null && job.number() != lastJob) {
          lastJob = job.number();
          jobs++;
        }
        // What was answered before the last restart may be refused after it.
        long of = Math.max(answers, refused);
        if (jobs >= LEAST_JOBS && Chance.atLeast(refused, of, USUAL) < FALSE_ALARM) {
          report(conversation.call(), one, refused, of);
          restart(one.at());
        }
      }
    };
  }

  /// Whether the share's job was the newest when the share was sent: it still is, or the one after
  /// it came later than the share.
  private static boolean isStaleOfNewest(ShareAnswered seen, @Nullable SeenJob newest) {
    SeenJob job = seen.share().job();
    if (job == null
        || newest == null
        || seen.answer().accepted()
        || Refusal.of(seen.answer()) != Refusal.STALE) {
      return false;
    }
    return newest.number() == job.number()
        || (newest.number() == job.number() + 1
            && newest.at().nanos() >= seen.share().at().nanos());
  }

  private void report(Call call, ShareAnswered last, long refused, long answers) {
    SeenShare share = last.share();
    book.report(
        call,
        last.at(),
        Suspicion.REFUSED_THOUGH_CURRENT,
        ("The pool refused %d of %d shares as stale though their job was its newest and no block"
                + " came after it.")
            .formatted(refused, answers),
        Details.of(
            "refused", refused,
            "answers", answers,
            "worker", share.submit().worker(),
            "job", share.submit().jobId(),
            "share_difficulty", share.difficulty(),
            "refusal", last.answer().text()));
  }
}
