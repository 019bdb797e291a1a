package dev.adit.forensics;

import dev.adit.work.Algorithm;
import dev.adit.work.Difficulty;
import java.util.ArrayDeque;
import java.util.Deque;

/// The difficulties that a pool has set in a conversation, and which of them may be in force for a
/// job: what was set when it was given, and what was set since. When a pool begins to hold a share
/// to a new difficulty differs: from the next job on, or at once.
final class Difficulties {
  private static final int KEPT = 64;

  /// @param job the number of jobs that had been given
  private record Set(Difficulty difficulty, long job) {}

  private final Deque<Set> sets = new ArrayDeque<>();
  private final Algorithm algorithm;

  Difficulties(Algorithm algorithm) {
    this.algorithm = algorithm;
    // What counts where a pool says nothing.
    sets.add(new Set(Difficulty.of(1, algorithm), 0));
  }

  /// @param jobs how many have been given
  void set(double value, long jobs) {
    if (sets.size() == KEPT) {
      sets.removeFirst();
    }
    sets.addLast(new Set(Difficulty.of(value, algorithm), jobs));
  }

  Difficulty latest() {
    return sets.getLast().difficulty();
  }

  /// @param job its number
  Difficulty least(long job) {
    return inForce(job, true);
  }

  /// @param job its number
  Difficulty most(long job) {
    return inForce(job, false);
  }

  private Difficulty inForce(long job, boolean least) {
    Difficulty found = null;
    // From the latest back to the one that was in force when the job was given.
    for (var from = sets.descendingIterator(); from.hasNext(); ) {
      Set set = from.next();
      Difficulty one = set.difficulty();
      if (found == null) {
        found = one;
      } else {
        found = least ? Difficulty.min(found, one) : Difficulty.max(found, one);
      }
      if (set.job() <= job) {
        break;
      }
    }
    return found == null ? latest() : found;
  }
}
