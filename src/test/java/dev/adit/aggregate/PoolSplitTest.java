package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Work split between pools by shares, in virtual time.
class PoolSplitTest {

  static LaneSettings settings(double main, double dev) {
    return new LaneSettings(
        "farm",
        "adit/test",
        List.of(
            LaneWorld.pool("main", WorkerNaming.SINGLE, false),
            LaneWorld.pool("dev", WorkerNaming.SINGLE, false)),
        List.of(main, dev),
        LaneWorld.fixed(),
        0,
        0,
        true,
        true,
        true,
        false);
  }

  /// Miners of different strength, who find shares at random.
  private static final class Farm {
    final LaneWorld world;
    final Random random;
    final Map<String, PoolEnd> pools = new TreeMap<>();
    final List<MinerEnd> miners = new ArrayList<>();
    final List<Double> sharesPerSecond = new ArrayList<>();
    int nonce;

    /// Each time that a miner was given a place at another pool.
    final List<String> moves = new ArrayList<>();

    Farm(double main, double dev, long seed) {
      world = new LaneWorld(settings(main, dev), seed);
      random = new Random(seed);
      world.miner().hangsUp();
      for (String name : List.of("main", "dev")) {
        open(name);
      }
    }

    PoolEnd open(String name) {
      PoolEnd pool = world.open(name, name.equals("main") ? "aaaaaaaa" : "bbbbbbbb", 8, ANYTHING);
      pool.job(name + world.now, true);
      pools.put(name, pool);
      return pool;
    }

    void join(int count, boolean follows) {
      for (int i = 0; i < count; i++) {
        MinerEnd miner = world.mining("w.rig");
        if (follows) {
          miner.says("{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
        }
        miners.add(miner);
        sharesPerSecond.add(0.05 * Math.pow(8, random.nextDouble()));
      }
    }

    void minutes(double minutes) {
      for (long until = world.now + (long) (minutes * 60 * SECOND); world.now < until; ) {
        world.seconds(0.25);
        for (int i = 0; i < miners.size(); i++) {
          if (random.nextDouble() < sharesPerSecond.get(i) / 4) {
            submit(miners.get(i));
          }
        }
        pools.values().forEach(Farm::answer);
        if (world.now / SECOND % 30 == 0) {
          pools.forEach((name, pool) -> pool.job(name + world.now, false));
        }
      }
    }

    private void submit(MinerEnd miner) {
      String job = miner.lastWith("mining.notify");
      miner.says(
          LaneWorld.submitLine("9", "w.rig", LaneWorld.field(job, 0), "00000000", ++nonce)
              .replace("%08x".formatted(LaneWorld.NTIME), LaneWorld.field(job, 7)));
      String last = miner.lastWith("mining.notify");
      miner.heard.stream().filter(line -> line.contains("set_extranonce")).forEach(moves::add);
      miner.heard.clear();
      miner.heard.add(last);
    }

    private static void answer(PoolEnd pool) {
      List<String> all = pool.submits();
      all.forEach(pool::accepts);
      all.clear();
    }

    double partOfMain() {
      double main = credited("main");
      return main / (main + credited("dev"));
    }

    double credited(String pool) {
      var tally = world.lane.view(false, world.now).tallies().get(pool);
      return tally == null ? 0 : tally.creditedDifficulty();
    }
  }

  @ParameterizedTest
  @CsvSource({"70, 30, 1", "70, 30, 2", "50, 50, 3", "95, 5, 4", "2, 1, 5"})
  void isKeptWithinTwoPercentOverAnHour(double main, double dev, long seed) {
    Farm farm = new Farm(main, dev, seed);
    farm.join(12, true);
    farm.join(8, false);
    farm.minutes(60);
    assertThat(farm.partOfMain()).isCloseTo(main / (main + dev), within(0.02));
    assertThat(farm.world.count(ShareFate.STALE)).isZero();
    assertThat(farm.world.count(ShareFate.LOST)).isZero();
    assertThat(farm.miners).allMatch(miner -> miner.closed == null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void timeSlicesOneMinerThatCanFollow(long seed) {
    Farm farm = new Farm(70, 30, seed);
    farm.join(1, true);
    farm.sharesPerSecond.set(0, 0.5);
    farm.minutes(60);
    assertThat(farm.partOfMain()).isCloseTo(0.7, within(0.02));
  }

  @Test
  void placesThoseWhoCanNotFollowWhenTheyCome() {
    Farm farm = new Farm(70, 30, 1);
    farm.join(10, false);
    assertThat(farm.miners.stream().filter(miner -> miner.extranonce1().startsWith("a")).count())
        .isEqualTo(7);
  }

  @Test
  void givesAllToTheOtherPoolWhileOneIsDownAndSplitsAgainAfterwards() {
    Farm farm = new Farm(50, 50, 1);
    farm.join(10, true);
    farm.minutes(10);
    PoolEnd dev = Objects.requireNonNull(farm.pools.remove("dev"));
    dev.breaks();
    double before = farm.credited("dev");
    farm.minutes(30);
    assertThat(farm.credited("dev")).isEqualTo(before);
    assertThat(farm.miners).allMatch(miner -> miner.closed == null);
    farm.open("dev");
    double main = farm.credited("main");
    farm.minutes(60);
    double part =
        (farm.credited("main") - main)
            / (farm.credited("main") - main + farm.credited("dev") - before);
    assertThat(part).isCloseTo(0.5, within(0.02));
  }

  /// A share that was under way when its miner was moved is worth as much as any.
  @Test
  void losesNoShareToAMove() {
    Farm farm = new Farm(50, 50, 1);
    farm.join(1, true);
    MinerEnd miner = farm.miners.getFirst();
    String before = miner.extranonce1().startsWith("a") ? "main" : "dev";
    PoolEnd old = Objects.requireNonNull(farm.pools.get(before));
    String job = "";
    for (int i = 0; i < 600; i++) {
      job = miner.lastWith("mining.notify");
      farm.submit(miner);
      farm.pools.values().forEach(Farm::answer);
      farm.world.seconds(1);
      if (miner.heard.stream().anyMatch(line -> line.contains("set_extranonce"))) {
        break;
      }
    }
    miner.says(
        LaneWorld.submitLine("9", "w.rig", LaneWorld.field(job, 0), "00000000", 1 << 20)
            .replace("%08x".formatted(LaneWorld.NTIME), LaneWorld.field(job, 7)));
    assertThat(old.submits()).hasSize(1);
    Farm.answer(old);
    assertThat(miner.last()).contains("true");
    farm.world.seconds(115);
    miner.says(
        LaneWorld.submitLine("9", "w.rig", LaneWorld.field(job, 0), "00000000", 2 << 20)
            .replace("%08x".formatted(LaneWorld.NTIME), LaneWorld.field(job, 7)));
    assertThat(miner.last()).contains("[21,");
  }

  @Test
  void sendsMinersToAPoolThatFailsOverAndOverAFewTimesAtMost() {
    Farm farm = new Farm(50, 50, 1);
    farm.join(6, true);
    for (int round = 0; round < 30; round++) {
      Objects.requireNonNull(farm.pools.remove("dev")).breaks();
      farm.minutes(1);
      farm.open("dev");
      farm.minutes(0.2);
    }
    assertThat(farm.moves.stream().filter(line -> line.contains("\"bbbbbbbb")))
        .hasSizeBetween(3, 19);
    assertThat(farm.miners).allMatch(miner -> miner.closed == null);
  }

  @Test
  void givesAPoolThatHasNoWorkNobody() {
    LaneWorld world = new LaneWorld(settings(50, 50));
    world.miner().hangsUp();
    world.open("main", "aaaaaaaa", 8, ANYTHING).job("m1", true);
    PoolEnd dev = world.open("dev", "bbbbbbbb", 8, ANYTHING);
    List<MinerEnd> miners = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      miners.add(world.mining("w.rig"));
    }
    assertThat(miners).allMatch(miner -> miner.extranonce1().startsWith("aaaaaaaa"));
    dev.job("d1", true);
    miners.add(world.mining("w.rig"));
    miners.add(world.mining("w.rig"));
    assertThat(miners).anyMatch(miner -> miner.extranonce1().startsWith("bbbbbbbb"));
  }

  /// Its share is 90 %, but it has room for 256.
  @Test
  void givesToTheOtherPoolWhomAFullOneCanNotTake() {
    LaneWorld world = new LaneWorld(settings(10, 90));
    world.miner().hangsUp();
    world.open("main", "aaaaaaaa", 8, ANYTHING).job("m1", true);
    world.open("dev", "bbbbbbbb", 4, ANYTHING).job("d1", true);
    long room = world.lane.room(world.now);
    List<MinerEnd> miners = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      miners.add(world.mining("w.rig"));
    }
    assertThat(miners).allMatch(miner -> miner.closed == null);
    assertThat(world.moved).isEmpty();
    assertThat(miners.stream().filter(miner -> miner.extranonce1().startsWith("bb"))).hasSize(256);
    assertThat(world.lane.room(world.now)).as("of both pools").isEqualTo(room - 600);
  }
}
