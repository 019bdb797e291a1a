package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.stratum.HexBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures for how long after a new block a pool gives jobs without transactions, whose fees are
/// lost to whoever is paid by the block. Threshold: half a minute. LOW, once for each block. False
/// positives: a network without transactions, such as a test network.
final class EmptyBlockJobs implements Witness.Source {
  private static final double LONG_SECONDS = 30;
  private static final int MOST_TOLD = 1_000;

  private record Told(String pool, HexBytes block) {}

  private final AlertBook book;
  private final Medians empty = new Medians();

  /// Where a pool's connections are on different blocks, each is told of once.
  private final Recent<Told, Boolean> told = new Recent<>(MOST_TOLD);

  EmptyBlockJobs(AlertBook book) {
    this.book = book;
  }

  /// How long the jobs on a new block are empty, in the median of those that begin so, by the
  /// pool's name. On any thread.
  Map<String, Long> emptyMillis() {
    return empty.millis();
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    return new Witness() {
      private @Nullable HexBytes block;

      // Null where the jobs on the block have transactions by now.
      private @Nullable Moment emptySince;

      private boolean judged;

      @Override
      public void on(Observation seen) {
        if (seen instanceof JobGiven(Moment at, SeenJob job)) {
          onJob(job, at);
        } else if (seen instanceof Observation.Passed(Moment at)) {
          judge(at);
        }
      }

      private void onJob(SeenJob job, Moment at) {
        HexBytes now = job.notification().prevhash();
        boolean isNew = !now.equals(block);
        block = now;
        if (!job.notification().branch().isEmpty()) {
          if (!isNew && emptySince != null) {
            empty.add(call.pool(), Math.round(at.secondsSince(emptySince) * 1_000));
          }
          emptySince = null;
        } else if (isNew) {
          emptySince = at;
          judged = false;
        }
        judge(at);
      }

      private void judge(Moment at) {
        HexBytes of = block;
        if (of == null || emptySince == null || judged) {
          return;
        }
        double seconds = at.secondsSince(emptySince);
        if (seconds > LONG_SECONDS) {
          judged = true;
          Told now = new Told(call.pool(), of);
          if (told.get(now) == null) {
            told.put(now, true);
            report(call, at, of, seconds);
          }
        }
      }
    };
  }

  private void report(Call call, Moment at, HexBytes block, double seconds) {
    book.report(
        call,
        at,
        Suspicion.EMPTY_BLOCK_JOBS,
        "%s seconds after a new block the pool's jobs have no transactions yet."
            .formatted(Details.number(seconds)),
        Details.of("seconds", seconds, "prevhash", block.hex()));
  }
}
