package dev.adit.sim;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The hashing half of one simulated miner. Its work comes from the event loop, its slices from one
/// hashing thread.
final class Rig {
  /// A few milliseconds of them, so that the next rig's turn comes soon.
  private static final int MOST_FAST_HASHES = 4096;

  private static final int MOST_SLOW_HASHES = 8;

  /// Hashes done late are not made up for beyond this.
  private static final double MOST_SECONDS_OWED = 0.25;

  /// Smaller slices cost more to start than to do.
  private static final double SHORTEST_SLICE_SECONDS = 0.005;

  private final double hashesPerSecond;
  private final int mostPerSlice;
  private final NonceSearch search;
  private final Consumer<FoundShare> found;
  private volatile @Nullable MinerWork work;
  private volatile long hashes;
  private long done;
  private double owed;
  private long lastNanos;
  private boolean resting = true;

  Rig(MinerPlan plan, NonceSearch search, Consumer<FoundShare> found) {
    this.hashesPerSecond = plan.hashesPerSecond();
    this.mostPerSlice = plan.algorithm().slow() ? MOST_SLOW_HASHES : MOST_FAST_HASHES;
    this.search = search;
    this.found = found;
  }

  /// From the event loop; null: rest.
  void work(@Nullable MinerWork next) {
    work = next;
  }

  /// Done since the start.
  long hashes() {
    return hashes;
  }

  /// On the hashing thread: does what is due; false where nothing is.
  boolean hashSlice(long nowNanos) {
    MinerWork now = work;
    if (now == null) {
      resting = true;
      return false;
    }
    if (resting) {
      resting = false;
      lastNanos = nowNanos;
      owed = 0;
    }
    double earned = hashesPerSecond * (nowNanos - lastNanos) / 1e9;
    owed = Math.min(owed + earned, hashesPerSecond * MOST_SECONDS_OWED);
    lastNanos = nowNanos;
    if (owed < Math.max(1, hashesPerSecond * SHORTEST_SLICE_SECONDS)) {
      return false;
    }
    int slice = (int) Math.min(owed, mostPerSlice);
    search.run(now, slice, found);
    owed -= slice;
    done += slice;
    hashes = done;
    return true;
  }
}
