package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.data.Offset.offset;

import dev.adit.guard.Admission.Admitted;
import dev.adit.guard.Admission.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Random walks through all that can happen to a guard, beside a naive one that must agree at every
/// step: on who comes in, who has to go, what is remembered and when a ban lapses.
class GuardWalkTest {
  private static final int SEEDS = 300;
  private static final int STEPS = 250;

  private static final String[] ADDRESSES = {
    "192.0.2.1",
    "192.0.2.2",
    "192.0.2.3",
    "198.51.100.1",
    "2001:db8:0:1::1",
    "2001:db8:0:1::2",
    "2001:db8:0:2::1",
    "::ffff:192.0.2.1"
  };
  private static final String[][] LISTS = {
    {}, {}, {"192.0.2.2"}, {"192.0.2.0/31"}, {"2001:db8:0:1::1"}, {"2001:db8::/47", "198.51.100.1"}
  };

  @Test
  void agreesWithTheRulesAtEveryStep() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Walk walk = new Walk(seed);
      for (int step = 0; step < STEPS; step++) {
        walk.said = "seed " + seed + ", step " + step;
        walk.step();
      }
    }
  }

  private static final class Walk {
    private record Pair(Site.Caller real, NaiveGuard.Caller naive) {}

    private final Random random;
    private final boolean crowded;
    private final long history;
    private final Site site;
    private final NaiveGuard naive;
    private final Map<String, Door> doors;
    private final List<Pair> pairs = new ArrayList<>();
    private String said = "";

    Walk(long seed) {
      random = new Random(seed);
      crowded = random.nextBoolean();
      history = one(30, 600, 3600) * Terms.SECOND;
      GuardSettings settings = settings();
      site = new Site(new Terms());
      site.guard.settings(settings, site.now);
      int cap = crowded && random.nextBoolean() ? 3 : 0;
      doors = Map.of("main", site.door, "small", new Door("small", cap));
      naive = new NaiveGuard(settings, Map.of("main", 0, "small", cap));
      site.now = random.nextLong() >> 8;
    }

    private int one(int... of) {
      return of[random.nextInt(of.length)];
    }

    private GuardSettings settings() {
      Terms terms =
          new Terms()
              .points(one(-1, 0, 2, 5), one(0, 1, 5))
              .history(history)
              .maxPerIp(one(0, 0, 4))
              .maxPerMinute(one(0, 0, 3, 6))
              .connectInterval(one(0, 0, 2000) * Terms.MS)
              .ban(one(10, 300) * Terms.SECOND)
              .grace(one(0, 20) * Terms.SECOND)
              .maxMiners(crowded ? one(0, 5, 8) : 0)
              .allow(LISTS[random.nextInt(LISTS.length)])
              .deny(LISTS[random.nextInt(LISTS.length)]);
      return switch (random.nextInt(12)) {
        case 0 -> terms.dryRun().settings();
        case 1 -> terms.off().settings();
        default -> terms.settings();
      };
    }

    /// Where victims are chosen no two steps are within a second, so that each choice is among all.
    private void goOn() {
      long least = crowded ? Terms.SECOND : 0;
      long most =
          switch (random.nextInt(20)) {
            case 0 -> 20 * Terms.MINUTE;
            case 1, 2 -> Terms.MINUTE;
            default -> 3 * Terms.SECOND;
          };
      site.after(least + (long) (random.nextDouble() * most));
    }

    void step() {
      goOn();
      String from = ADDRESSES[random.nextInt(ADDRESSES.length)];
      long now = site.now;
      switch (random.nextInt(40)) {
        case 0 -> {
          long forNanos = random.nextInt(8) == 0 ? Ban.FOREVER : one(5, 500) * Terms.SECOND;
          site.guard.ban(Site.ip(from), forNanos, now);
          naive.ban(from, forNanos, now);
        }
        case 1, 2 -> {
          site.guard.unban(Site.ip(from), now);
          naive.unban(from);
        }
        case 3 -> {
          site.tick();
          naive.tick(now);
          assertThat(site.guard.counts(now).banned())
              .as(said)
              .isEqualTo(site.guard.bans(now).size());
        }
        case 4 -> {
          if (random.nextInt(5) == 0) {
            GuardSettings next = settings();
            site.guard.settings(next, now);
            naive.settings(next, now);
          }
        }
        case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> connect(from, now);
        default -> happen(now);
      }
      compare(from);
    }

    private void connect(String from, long now) {
      String door = random.nextInt(3) == 0 ? "small" : "main";
      Site.Caller real = site.call(from, Objects.requireNonNull(doors.get(door)));
      NaiveGuard.Answer answer = naive.admit(from, door, now);
      if (answer.in() != null) {
        assertThat(real.answer).as(said).isInstanceOf(Admitted.class);
        pairs.add(new Pair(real, answer.in()));
      } else {
        assertThat(real.answer)
            .as(said)
            .isEqualTo(new Refused(Objects.requireNonNull(answer.refusal()), answer.untilNanos()));
      }
    }

    private void happen(long now) {
      if (pairs.isEmpty()) {
        return;
      }
      int index = random.nextInt(pairs.size());
      Pair pair = pairs.get(index);
      Visit visit = pair.real().visit();
      switch (random.nextInt(14)) {
        case 0 -> {
          visit.onLogin(now);
          naive.login(pair.naive(), now);
        }
        case 1, 2, 3 -> {
          double difficulty = random.nextDouble() * 100;
          visit.onGoodShare(difficulty, now);
          naive.share(pair.naive(), difficulty, now);
        }
        case 4 -> {
          visit.onFailedLogin(now);
          naive.bad(pair.naive(), EventKind.FAILED_LOGIN, now);
        }
        case 5, 6 -> {
          visit.onNoise(now);
          naive.bad(pair.naive(), EventKind.FAILED_REQUEST, now);
        }
        case 7 -> {
          int many = random.nextInt(40);
          for (int i = 0; i < many; i++) {
            visit.onBadShare(now);
            naive.bad(pair.naive(), EventKind.FAILED_REQUEST, now);
          }
        }
        case 8, 9 -> {
          visit.end(now);
          naive.end(pair.naive());
          pairs.remove(index);
        }
        default -> {}
      }
    }

    private void compare(String from) {
      for (Pair pair : pairs) {
        if (pair.real().isIn() != pair.naive().in) {
          fail("%s: %s should be in: %s", said, pair.naive().from, pair.naive().in);
        }
      }
      pairs.removeIf(pair -> !pair.naive().in && random.nextInt(4) == 0);
      int open = naive.addresses.values().stream().mapToInt(it -> it.callers.size()).sum();
      assertThat(site.guard.counts(site.now).open()).as(said).isEqualTo(open);
      site.guard
          .address(Site.ip(from), site.now)
          .ifPresent(view -> compare(view, naive.address(from)));
    }

    private void compare(AddressView view, NaiveAddress it) {
      long now = site.now;
      List<Long> counts =
          LongStream.of(
                  view.workers(),
                  view.okShares(),
                  view.okLogins(),
                  view.failedLogin(),
                  view.failedRequests())
              .boxed()
              .toList();
      assertThat(counts)
          .as(said)
          .containsExactly(
              (long) it.callers.size(),
              it.count(EventKind.OK_SHARE, now),
              it.count(EventKind.OK_LOGIN, now),
              it.count(EventKind.FAILED_LOGIN, now),
              it.count(EventKind.FAILED_REQUEST, now));
      assertThat(view.value()).as(said).isCloseTo(it.value(0, now), offset(1e-6));
      if (!view.allowed()) {
        assertThat(view.ban()).as(said).isEqualTo(it.ban(now));
      }
    }
  }
}
