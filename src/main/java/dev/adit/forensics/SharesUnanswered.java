package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareUnanswered;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Proves that shares get no answer though the pool goes on talking to the miner. Threshold: within
/// an hour of a pool three, and more than one in a hundred. MEDIUM. What ends with its connection,
/// or may have been answered unheard, does not count. False positives: a pool that loses shares
/// while it is overloaded.
final class SharesUnanswered implements Witness.Source {
  private static final int LEAST = 3;
  private static final double PART = 0.01;
  private static final int MINUTES = 60;

  /// Counts of the last hour, minute by minute.
  private static final class Hour {
    final long[] shares = new long[MINUTES];
    final long[] unanswered = new long[MINUTES];
    long minute = Long.MIN_VALUE;

    void moveTo(Moment at) {
      long now = Math.floorDiv(at.nanos(), 60_000_000_000L);
      long first = Math.max(minute, now - MINUTES) + 1;
      for (long each = first; each <= now; each++) {
        shares[slot(each)] = 0;
        unanswered[slot(each)] = 0;
      }
      minute = Math.max(minute, now);
    }

    int slot(long each) {
      return Math.floorMod(each, MINUTES);
    }
  }

  private final AlertBook book;
  private final Map<String, Hour> pools = new HashMap<>();

  SharesUnanswered(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    Hour hour = pools.computeIfAbsent(call.pool(), _ -> new Hour());
    return new Witness() {
      private long poolSpokeNanos = Long.MIN_VALUE;

      @Override
      public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
        if (who == Party.POOL) {
          poolSpokeNanos = at.nanos();
        }
      }

      @Override
      public void on(Observation seen) {
        if (seen instanceof Observation.ShareSent sent) {
          hour.moveTo(sent.at());
          hour.shares[hour.slot(hour.minute)]++;
        } else if (seen instanceof ShareUnanswered(Moment at, SeenShare share)
            && poolSpokeNanos > share.at().nanos()
            && !conversation.isDoubtful()) {
          onUnanswered(call, hour, at, share);
        }
      }
    };
  }

  private void onUnanswered(Call call, Hour hour, Moment at, SeenShare share) {
    hour.moveTo(at);
    hour.unanswered[hour.slot(hour.minute)]++;
    long shares = Arrays.stream(hour.shares).sum();
    long unanswered = Arrays.stream(hour.unanswered).sum();
    if (unanswered >= LEAST && unanswered > PART * shares) {
      book.report(
          call,
          at,
          Suspicion.SHARES_UNANSWERED,
          "The pool left %d of the last hour's %d shares without an answer."
              .formatted(unanswered, shares),
          Details.of(
              "unanswered", unanswered,
              "shares", shares,
              "worker", share.submit().worker(),
              "job", share.submit().jobId(),
              "share_difficulty", share.difficulty()));
      Arrays.fill(hour.unanswered, 0);
    }
  }
}
