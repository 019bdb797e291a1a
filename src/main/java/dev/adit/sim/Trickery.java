package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All the cheating of a simulated pool, and a count of it: without any, every answer here is the
/// honest one. Owned by the pool's event loop.
final class Trickery {
  /// Of the jobs that all get, how many there are to one that is cheated with.
  private static final int JOBS_PER_TURN = 3;

  private final SimPoolSettings settings;
  private final Map<Cheat, Trick> tricks = new EnumMap<>(Cheat.class);
  private final Map<Cheat, Long> done = new TreeMap<>();
  private long jobs;
  private @Nullable Cheat hurried;
  private @Nullable Cheat atOnce;

  Trickery(SimPoolSettings settings) {
    this.settings = settings;
    settings.cheats.forEach(this::begin);
  }

  /// From now on.
  void begin(Cheat cheat) {
    tricks.computeIfAbsent(cheat, kind -> kind.of(settings));
  }

  /// It is this cheat's turn at the next job.
  void hurry(Cheat cheat) {
    begin(cheat);
    hurried = cheat;
  }

  /// A job for all is about to be made.
  void onJobForAll() {
    jobs++;
    atOnce = hurried;
    hurried = null;
  }

  JobPlan plan(JobPlan honest) {
    JobPlan plan = honest;
    for (var each : tricks.entrySet()) {
      JobPlan told = each.getValue().plan(plan, isDue(each.getKey()));
      countIf(!told.equals(plan), each.getKey());
      plan = told;
    }
    return plan;
  }

  boolean owesJob(long nowUnixSeconds) {
    return tricks.values().stream().anyMatch(trick -> trick.owesJob(nowUnixSeconds));
  }

  long clock(long nowUnixSeconds) {
    long now = nowUnixSeconds;
    for (Trick trick : tricks.values()) {
      now = trick.clock(now);
    }
    return now;
  }

  ShareCheck.Outcome outcome(ShareCheck.Outcome honest, double difficulty) {
    ShareCheck.Outcome outcome = honest;
    for (var each : tricks.entrySet()) {
      ShareCheck.Outcome told = each.getValue().outcome(outcome, difficulty);
      countIf(!told.equals(outcome), each.getKey());
      outcome = told;
    }
    return outcome;
  }

  int answers(ShareCheck.Outcome outcome) {
    int answers = 1;
    for (var each : tricks.entrySet()) {
      int times = each.getValue().answers(outcome);
      countIf(times != 1, each.getKey());
      answers *= times;
    }
    return answers;
  }

  /// Asked once for each page of statistics.
  double publishedPart() {
    double part = 1;
    for (var each : tricks.entrySet()) {
      double told = each.getValue().publishedPart();
      countIf(told != 1, each.getKey());
      part *= told;
    }
    return part;
  }

  HexBytes extranonce1(HexBytes honest) {
    HexBytes extranonce1 = honest;
    for (var each : tricks.entrySet()) {
      HexBytes told = each.getValue().extranonce1(extranonce1);
      countIf(!told.equals(extranonce1), each.getKey());
      extranonce1 = told;
    }
    return extranonce1;
  }

  /// Asked once for all miners.
  int extranonce2Size(int honest) {
    int size = honest;
    for (var each : tricks.entrySet()) {
      int told = each.getValue().extranonce2Size(size);
      countIf(told != size, each.getKey());
      size = told;
    }
    return size;
  }

  /// Before a job that all get; the miner is ready for it.
  void disturb(PoolSide miner) {
    for (var each : tricks.entrySet()) {
      countIf(isDue(each.getKey()) && each.getValue().disturb(miner), each.getKey());
    }
  }

  /// How often there was a cheat, by its name.
  Map<String, Long> done() {
    Map<String, Long> byName = new TreeMap<>();
    done.forEach((cheat, times) -> byName.put(cheat.toString(), times));
    return byName;
  }

  private boolean isDue(Cheat cheat) {
    return cheat == atOnce || (jobs > 0 && jobs % JOBS_PER_TURN == 0);
  }

  private void countIf(boolean cheated, Cheat cheat) {
    if (cheated) {
      done.merge(cheat, 1L, Long::sum);
    }
  }
}
