package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Admission.Admitted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Many loops at once, with a house that is always full and a memory that is too small: nothing is
/// lost, nobody is counted twice, and no two wait for each other.
class GuardThreadsTest {
  private static final int LOOPS = 4;
  private static final int STEPS = 20_000;

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger evicted = new AtomicInteger();
  private final Door door = new Door("main", 90);
  private final GuardNews unread =
      new GuardNews() {
        @Override
        public void banned(AddressKey key, BanReason reason, long remaining, boolean would) {}

        @Override
        public void lifted(AddressKey key, BanReason reason, boolean would) {}
      };
  private final Guard guard =
      new Guard(
          new Terms()
              .maxMiners(100)
              .grace(0)
              .maxPerIp(10)
              .maxPerMinute(600)
              .ban(Terms.MS)
              .history(Terms.SECOND)
              .settings(),
          unread,
          150);

  @Test
  void keepTheCountsRight() throws Exception {
    try (ExecutorService loops = Executors.newFixedThreadPool(LOOPS)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int loop = 0; loop < LOOPS; loop++) {
        Random random = new Random(loop);
        work.add(() -> loop(random));
      }
      for (Future<Boolean> done : loops.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    GuardCounts counts = guard.counts(clock.get());
    assertThat(counts.open()).isZero();
    assertThat(door.open()).isZero();
    assertThat(counts.remembered()).isLessThanOrEqualTo(150);
    long closed = counts.done().closed().values().stream().mapToLong(Long::longValue).sum();
    assertThat(closed).isEqualTo(evicted.get()).isPositive();
    assertThat(guard.addresses(clock.get())).allMatch(view -> view.workers() == 0);
    guard.tick(clock.get());
    guard.tick(clock.get());
    assertThat(guard.counts(clock.get()).banned()).isEqualTo(guard.bans(clock.get()).size());
  }

  private boolean loop(Random random) {
    ArrayDeque<Visit> mine = new ArrayDeque<>();
    for (int step = 0; step < STEPS; step++) {
      long now = clock.addAndGet(100_000);
      String from = "10.0.%d.%d".formatted(random.nextInt(2), random.nextInt(200));
      if (guard.admit(Site.ip(from), door, _ -> evicted.incrementAndGet(), now)
          instanceof Admitted(Visit visit)) {
        mine.add(visit);
      }
      if (!mine.isEmpty()) {
        happen(random, mine, now);
      }
      if (random.nextInt(100) == 0) {
        guard.tick(now);
        guard.ban(Site.ip(from), Terms.MS, now);
        guard.unban(Site.ip(from), now);
      }
    }
    mine.forEach(visit -> visit.end(clock.get()));
    return true;
  }

  private static void happen(Random random, ArrayDeque<Visit> mine, long now) {
    Visit visit = mine.getFirst();
    switch (random.nextInt(4)) {
      case 0 -> visit.onGoodShare(random.nextInt(100), now);
      case 1 -> visit.onNoise(now);
      default -> {}
    }
    if (mine.size() > 30 || random.nextInt(3) == 0) {
      mine.removeFirst().end(now);
    }
  }
}
