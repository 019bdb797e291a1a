package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Algorithm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proves that a pool's job is of another chain than its jobs before, or than other pools' jobs on
/// the same block. Threshold: the network's difficulty changes by more than a factor of 4, the
/// height goes back by more than 10 or ahead by more than 100 (and one for each ten seconds in
/// which nothing was heard), or nbits differ on the same block. HIGH. False positives: a pool that
/// is meant to change coins.
final class OtherChain implements Witness.Source {
  private static final double FACTOR = 4;
  private static final int BACK = 10;
  private static final int AHEAD = 100;
  private static final double SECONDS_FOR_ONE_MORE = 10;
  private static final int MOST_BLOCKS = 256;

  /// The difficulty of a test network after twenty minutes without a block, by its rules.
  private static final int EASIEST_NBITS = 0x1d00ffff;

  private record Key(Algorithm algorithm, HexBytes prevhash) {}

  /// @param contradicted by pools that were told of
  private record Said(String pool, int nbits, Set<String> contradicted) {}

  private record Last(Moment at, double network, int nbits, long height) {}

  private final AlertBook book;
  private final Recent<Key, Said> blocks = new Recent<>(MOST_BLOCKS);
  private final Map<String, Last> pools = new HashMap<>();

  OtherChain(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    return new Witness() {
      private @Nullable Last last;

      @Override
      public void on(Observation seen) {
        if (seen instanceof JobGiven(Moment at, SeenJob job)) {
          Last now = last(conversation, at, job);
          Last before = last != null ? last : pools.get(call.pool());
          String wrong = before == null ? null : change(before, now);
          if (wrong == null) {
            wrong = contradiction(call, job.notification());
          }
          if (wrong != null) {
            report(call, at, job, now, wrong);
          }
          last = now;
          pools.put(call.pool(), now);
        }
      }
    };
  }

  private static Last last(Conversation in, Moment at, SeenJob job) {
    Coinbase coinbase = Coinbase.of(job, in.extranonce2Size());
    double network = Scoreboard.networkDifficulty(in, job);
    return new Last(
        at, network, job.notification().nbits(), coinbase == null ? -1 : coinbase.height());
  }

  /// What can't have changed like that on one chain; null where nothing has.
  private static @Nullable String change(Last before, Last now) {
    boolean easiest = before.nbits() == EASIEST_NBITS || now.nbits() == EASIEST_NBITS;
    double factor = now.network() / before.network();
    if (!easiest && (factor > FACTOR || factor < 1 / FACTOR)) {
      return "the network's difficulty went from %s to %s"
          .formatted(Details.number(before.network()), Details.number(now.network()));
    }
    if (before.height() >= 0 && now.height() >= 0) {
      long step = now.height() - before.height();
      double most = AHEAD + secondsBetween(before.at(), now.at()) / SECONDS_FOR_ONE_MORE;
      if (step < -BACK || step > most) {
        return "the height went from %d to %d".formatted(before.height(), now.height());
      }
    }
    return null;
  }

  /// By the longer of both clocks: one stands still while the machine sleeps, and the network does
  /// not.
  private static double secondsBetween(Moment before, Moment now) {
    double byTheDay = (now.trueMillis() - before.trueMillis()) / 1e3;
    return Math.max(now.secondsSince(before), byTheDay);
  }

  /// What was said of the same block before; null where it is the same, or the pool was told of.
  private @Nullable String contradiction(Call call, Notify job) {
    Key key = new Key(call.algorithm(), job.prevhash());
    Said known = blocks.get(key, () -> new Said(call.pool(), job.nbits(), new HashSet<>()));
    if (known.nbits() == job.nbits()
        || known.nbits() == EASIEST_NBITS
        || job.nbits() == EASIEST_NBITS
        || !known.contradicted().add(call.pool())) {
      return null;
    }
    return "pool %s has said nbits %08x for the same block, not %08x"
        .formatted(known.pool(), known.nbits(), job.nbits());
  }

  private void report(Call call, Moment at, SeenJob job, Last now, String wrong) {
    book.report(
        call,
        at,
        Suspicion.OTHER_CHAIN,
        "A job is of another chain: " + wrong + ".",
        Details.of(
            "job", job.notification().jobId(),
            "nbits", "%08x".formatted(now.nbits()),
            "network_difficulty", now.network(),
            "height", now.height(),
            "prevhash", job.notification().prevhash().hex()));
  }
}
