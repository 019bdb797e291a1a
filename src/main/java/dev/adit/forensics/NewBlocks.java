package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.stratum.HexBytes;
import dev.adit.work.Algorithm;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares when pools that are watched go on to a new block. Proves that a pool has miners work on
/// the block before, which earns nothing: half a minute after another one has moved on from the
/// same block it still gives jobs on it, or takes shares for it. HIGH, once for each block. False
/// positives: the other pool has moved to a block that the network does not take; as soon as it
/// goes back, nothing is said any more.
final class NewBlocks implements Witness.Source {
  private static final double LATE_SECONDS = 30;
  private static final int MOST_STEPS = 256;

  /// Of one chain: blocks have one predecessor.
  private record Key(Algorithm algorithm, HexBytes previous) {}

  /// From a block to the one after it.
  private static final class Step {
    final HexBytes next;
    final String first;
    final Moment at;
    final Set<String> pools = new HashSet<>();
    final Set<String> late = new HashSet<>();

    Step(HexBytes next, String first, Moment at) {
      this.next = next;
      this.first = first;
      this.at = at;
      pools.add(first);
    }

    boolean isOf(String other) {
      return pools.stream().anyMatch(pool -> !pool.equals(other));
    }
  }

  private final AlertBook book;
  private final Recent<Key, Step> steps = new Recent<>(MOST_STEPS);
  private final Medians behind = new Medians();

  NewBlocks(AlertBook book) {
    this.book = book;
  }

  /// How long after the first pool each pool announces a new block, in the median, by its name; of
  /// blocks that several announce. On any thread.
  Map<String, Long> behindMillis() {
    return behind.millis();
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    return new Witness() {
      private @Nullable HexBytes newest;

      @Override
      public void on(Observation seen) {
        if (seen instanceof JobGiven(Moment at, SeenJob job)) {
          HexBytes block = job.notification().prevhash();
          if (newest != null && !newest.equals(block)) {
            onStep(call, newest, block, at);
          }
          newest = block;
          judge(call, block, at, "gives jobs");
        } else if (seen instanceof ShareAnswered answered
            && newest != null
            && answered.answer().sure()
            && isOn(newest, answered.share())
            && !conversation.isDoubtful()) {
          judge(call, newest, answered.share().at(), "has miners work");
        }
      }
    };
  }

  private static boolean isOn(HexBytes block, SeenShare share) {
    SeenJob job = share.job();
    return job != null && job.notification().prevhash().equals(block);
  }

  private void onStep(Call call, HexBytes from, HexBytes to, Moment at) {
    Key back = new Key(call.algorithm(), to);
    Step taken = steps.get(back);
    if (taken != null && taken.next.equals(from)) {
      taken.pools.remove(call.pool());
      if (taken.pools.isEmpty()) {
        steps.remove(back);
      }
      return;
    }
    Key key = new Key(call.algorithm(), from);
    Step known = steps.get(key);
    if (known == null) {
      steps.put(key, new Step(to, call.pool(), at));
    } else if (known.next.equals(to) && known.pools.add(call.pool())) {
      if (known.pools.size() == 2) {
        behind.add(known.first, 0);
      }
      behind.add(call.pool(), Math.round(at.secondsSince(known.at) * 1_000));
    }
  }

  private void judge(Call call, HexBytes block, Moment at, String what) {
    Step step = steps.get(new Key(call.algorithm(), block));
    if (step == null
        || !step.isOf(call.pool())
        || at.secondsSince(step.at) <= LATE_SECONDS
        || !step.late.add(call.pool())) {
      return;
    }
    double late = at.secondsSince(step.at);
    book.report(
        call,
        at,
        Suspicion.OLD_BLOCK_JOBS,
        "The pool %s on the previous block, %s seconds after pool %s has announced a new one."
            .formatted(what, Details.number(late), step.first),
        Details.of(
            "seconds_late", late,
            "moved_on", String.join(",", step.pools),
            "old_prevhash", block.hex(),
            "new_prevhash", step.next.hex()));
  }
}
