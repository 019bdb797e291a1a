package dev.adit.forensics;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Algorithm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A miner that is honest, and what its pool knows of it: its pace changes, its difficulty follows,
/// it rolls the time, and its connection breaks every few hours and may hang before it ends.
final class HonestRig {
  private static final int HASHES_PER_EASY = 43;
  private static final double SHARE_SECONDS = 7;
  private static final double FIRST_DIFFICULTY = Talk.EASY / 4;
  private static final double BREAK_MILLIS = 3 * 3_600_000.0;

  /// As the pool has given it.
  private record Task(Notify job, double difficulty, HonestDay.Block block) {}

  private final HonestDay day;
  private final HonestPool pool;
  private final String address;
  private final String user;
  private final double usualHashrate;

  /// Whether it uses one for all its shares, as many do.
  private final boolean oneId;

  private double hashrate;
  private double difficulty;
  private double announced;
  private int shares;
  private Line line;

  HonestRig(HonestDay day, HonestPool pool, String address, double hashrate) {
    this.day = day;
    this.pool = pool;
    this.address = address;
    this.user = HonestDayTest.ADDRESS + "." + day.number();
    this.usualHashrate = hashrate;
    this.oneId = pool.join(this) % 2 == 1;
    this.hashrate = hashrate;
    this.line = new Line();
    day.after(60_000, this::retarget);
    day.after(0, this::changePace);
  }

  private Talk talk() {
    String miner = address + ":" + day.number() % 65_536;
    Call call =
        new Call(
            Call.Kind.MINER,
            "tap",
            miner,
            pool.name,
            pool.name + ".example",
            3333,
            Algorithm.SHA256D,
            pool.name);
    return day.start.beside(call).subscribed(pool.nextExtranonce1(), 8);
  }

  void connect() {
    // Some that try the door only, as farms do.
    for (int i = day.random.nextInt(4); i > 0; i--) {
      talk().end();
    }
    line = new Line();
    difficulty = FIRST_DIFFICULTY;
    announced = 0;
    line.talk.authorized(user);
    give(pool.job(false, true));
    Line mine = line;
    day.after(day.exponential(BREAK_MILLIS), mine::breakOff);
    mine.mine();
  }

  /// The pool gives a job.
  void give(Notify job) {
    if (announced != difficulty) {
      announced = difficulty;
      double told = difficulty;
      Line mine = line;
      mine.fromPool.send(() -> mine.talk.difficulty(told));
    }
    line.give(new Task(job, difficulty, pool.tip()));
  }

  private void changePace() {
    hashrate = usualHashrate * (0.5 + day.random.nextDouble());
    day.after(day.exponential(2 * 3_600_000.0), this::changePace);
  }

  /// The pool's; from the next job on, which may come at once.
  private void retarget() {
    double off = Math.max(shares, 1) * SHARE_SECONDS / 60;
    shares = 0;
    if (off > 1.6 || off < 0.5) {
      difficulty *= Math.clamp(off, 0.25, 4);
      if (day.oneIn(2)) {
        give(pool.job(false, day.oneIn(2)));
      }
    }
    day.after(60_000, this::retarget);
  }

  /// One connection.
  private final class Line {
    final Talk talk = talk();
    final HonestDay.Way fromPool = day.new Way();
    private final HonestDay.Way toMiner = day.new Way();
    private final HonestDay.Way fromMiner = day.new Way();
    private final HonestDay.Way toPool = day.new Way();
    private final Map<String, Task> given = new HashMap<>();
    private @Nullable Task task;
    private boolean broken;

    void give(Task next) {
      if (next.job.clean()) {
        given.clear();
      }
      given.put(next.job.jobId(), next);
      fromPool.send(
          () -> {
            if (!broken) {
              talk.job(next.job);
              toMiner.send(() -> task = next);
            }
          });
    }

    private void mine() {
      double asked = task == null ? difficulty : task.difficulty;
      double seconds = asked / Talk.EASY * HASHES_PER_EASY / hashrate;
      day.after(
          day.exponential(seconds * 1_000),
          () -> {
            if (!broken) {
              submit();
              mine();
            }
          });
    }

    private void submit() {
      Task on = task;
      if (on == null) {
        return;
      }
      long age = day.start.now().time().getEpochSecond() - on.job.ntime();
      int rolled = (int) Math.max(0, day.random.nextInt(60) - 30 + age);
      // A share in a thousand misses the difficulty: the miner has not heard of it.
      double asked = day.oneIn(1_000) ? on.difficulty / 2 : on.difficulty;
      String mined = talk.mined(on.job, rolled, it -> it.difficulty() >= asked);
      double worth = talk.lastShare();
      int id = oneId ? 4 : talk.id();
      String text = mined.replaceFirst("\"id\":\\d+", "\"id\":" + id);
      fromMiner.send(
          () -> {
            if (!broken) {
              talk.miner(text);
              toPool.send(() -> judge(on, worth, id));
            }
          });
    }

    private void judge(Task on, double worth, int id) {
      if (broken || day.oneIn(1_000)) {
        return;
      }
      boolean known = given.containsKey(on.job.jobId()) && on.block.equals(pool.tip());
      if (!known || day.oneIn(100)) {
        answer("{\"id\":%d,\"result\":null,\"error\":[21,\"Stale share\",null]}", id);
      } else if (worth < on.difficulty) {
        answer("{\"id\":%d,\"result\":null,\"error\":[23,\"Low difficulty share\",null]}", id);
      } else if (day.oneIn(2_000)) {
        answer("{\"id\":%d,\"result\":null,\"error\":[20,\"ntime out of range\",null]}", id);
      } else {
        shares++;
        pool.books.accept(user, on.difficulty, day.millis() / 1e3);
        answer("{\"id\":%d,\"result\":true,\"error\":null}", id);
      }
    }

    private void answer(String form, int id) {
      fromPool.send(
          () -> {
            if (!broken) {
              talk.pool(form.formatted(id));
            }
          });
    }

    private void breakOff() {
      broken = true;
      if (day.oneIn(2)) {
        talk.end();
      } else {
        // The old connection hangs for a while.
        day.after(600_000, talk::end);
      }
      connect();
    }
  }
}
