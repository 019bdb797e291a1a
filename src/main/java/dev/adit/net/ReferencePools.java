package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import java.util.ArrayList;
import java.util.List;

/// The reference pools of the configuration. Thread-safe.
final class ReferencePools {
  private final PoolDialler dialler;
  private final EventLoops loops;
  private List<ReferencePool> open = List.of();

  ReferencePools(PoolDialler dialler, EventLoops loops) {
    this.dialler = dialler;
    this.loops = loops;
  }

  /// Makes them those: what is said of one as before goes on.
  synchronized void set(List<PoolSettings> pools) {
    List<ReferencePool> next = new ArrayList<>();
    List<ReferencePool> fresh = new ArrayList<>();
    for (PoolSettings pool : pools) {
      ReferencePool one =
          open.stream()
              .filter(it -> it.pool().equals(pool))
              .findFirst()
              .orElseGet(
                  () -> {
                    ReferencePool made =
                        new ReferencePool(pool, pools.indexOf(pool), dialler, loops.nextLoop());
                    fresh.add(made);
                    return made;
                  });
      next.add(one);
    }
    open.stream().filter(it -> !next.contains(it)).forEach(ReferencePool::end);
    open = next;
    fresh.forEach(ReferencePool::begin);
  }
}
