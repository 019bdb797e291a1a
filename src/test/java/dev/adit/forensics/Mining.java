package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Rigs that mine for an account for days, in virtual time from a seed: by Poisson's law, with
/// vardiff, rejects, reconnects, hours off, and a pool whose statistics are looked at each minute.
final class Mining {
  private static final double HASHES = 4294967296.0;

  private final PoolStatsConfig config;
  private final Bookkeeper books;
  private final SplittableRandom random;
  private final List<Rig> rigs = new ArrayList<>();
  private final Talk first;
  private PoolReport published;
  private PoolReport served;
  private boolean looks = true;
  private int calls;
  private int id = 100_000;

  Mining(PoolStatsConfig config, StatsCheck check, Bookkeeper books, long seed) {
    this.config = config;
    this.books = books;
    this.random = new SplittableRandom(seed);
    this.first = Talk.with(check);
    this.published = books.report(0);
    this.served = published;
  }

  Talk talk() {
    return first;
  }

  /// The pool is not asked for its figures.
  Mining withoutLooks() {
    looks = false;
    return this;
  }

  /// @param pool of "other" the books know nothing
  Mining rig(String name, String pool, double hashrate) {
    rigs.add(new Rig(config.address() + name, pool, hashrate));
    return this;
  }

  private double now() {
    return first.now().nanos() / 1e9;
  }

  Mining run(Duration time) {
    double end = now() + time.toSeconds();
    while (now() < end) {
      first.after(Duration.ofSeconds(1));
      rigs.forEach(Rig::onSecond);
      // Written once a minute, and looked at nearly two minutes later.
      if ((long) now() % 60 == 50 && looks) {
        first.asked(new PoolAnswer.Told(served));
      } else if ((long) now() % 60 == 0) {
        served = published;
        published = books.report(now());
      }
    }
    return this;
  }

  private final class Rig {
    private final String user;
    private final String pool;
    private final double hashrate;
    private double difficulty;
    private Talk talk;
    private boolean online;
    private double wait;
    private double changeAt;
    private int sharesSince;
    private double retargetAt;
    private int jobs;

    Rig(String user, String pool, double hashrate) {
      this.user = user;
      this.pool = pool;
      this.hashrate = hashrate;
      this.talk = first;
      this.difficulty = hashrate / HASHES * 2;
      this.changeAt = now() + random.nextInt(300);
    }

    void onSecond() {
      if (now() >= changeAt) {
        change();
      }
      if (!online) {
        return;
      }
      wait -= 1;
      while (wait < 0) {
        share();
        wait += -Math.log(1 - random.nextDouble()) * difficulty * HASHES / hashrate;
      }
      if (now() >= retargetAt) {
        retarget();
      }
    }

    private void change() {
      online = !online;
      double hours = online ? 0.2 + 5 * random.nextDouble() : 0.3 * random.nextDouble();
      changeAt = now() + 3600 * hours;
      if (online) {
        talk = first.beside(Talk.call("192.0.2.7:" + (5000 + calls++ % 1000), pool));
        talk.subscribed("%08x".formatted(calls), 8).authorized(user);
        difficulty = hashrate / HASHES * 2;
        wait = -Math.log(1 - random.nextDouble()) * difficulty * HASHES / hashrate;
        work();
      } else {
        talk.end();
        books.hangUp(user);
      }
    }

    private void work() {
      sharesSince = 0;
      retargetAt = now() + 60;
      talk.difficulty(difficulty).job("j" + jobs++);
    }

    /// To six a minute.
    private void retarget() {
      double off = Math.max(sharesSince, 1) / 6.0;
      if (off > 1.5 || off < 0.6) {
        difficulty *= Math.clamp(off, 0.5, 4);
        work();
      } else {
        sharesSince = 0;
        retargetAt = now() + 60;
      }
    }

    private void share() {
      sharesSince++;
      id++;
      talk.miner(
          "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\"%s\",\"j%d\",\"0000000000000000\",\"00000000\",\"%08x\"]}"
              .formatted(id, user, jobs - 1, id));
      if (random.nextInt(1000) < 15) {
        talk.pool("{\"id\":%d,\"result\":null,\"error\":[21,\"Stale\",null]}".formatted(id));
      } else {
        if (!pool.equals("other")) {
          books.accept(user, difficulty, now());
        }
        talk.pool("{\"id\":%d,\"result\":true,\"error\":null}".formatted(id));
      }
    }
  }
}
