package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Miners that left and come back.
class ParkedMinersTest {
  private static final String AUTHORIZE =
      "{\"id\":\"auth\",\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}";

  LaneWorld world = new LaneWorld();
  final PoolEnd pool;

  ParkedMinersTest() {
    world.miner().hangsUp();
    pool = world.open("aabbccdd", 8, ANYTHING);
    pool.job("j", true);
  }

  /// stratum-v1 §10: the same extranonce, so that work under way is worth something.
  @Test
  void hasItsSlotAndItsJobsBackByItsSessionId() {
    MinerEnd before = world.mining("w.rig");
    String session = before.heard.getFirst().replaceAll(".*notify\",\"([0-9a-f]+)\".*", "$1");
    String job = before.jobId();
    before.hangsUp();
    pool.job("k", false);
    world.seconds(60);

    MinerEnd after = world.miner();
    after.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
    after.says(AUTHORIZE);

    assertThat(after.extranonce1()).isEqualTo(before.extranonce1());
    after.submits("w.rig", job, "00000001", 1);
    assertThat(pool.submits()).hasSize(1);
  }

  @Test
  void keepsWhatItAskedForBeforeItResumed() {
    world = new LaneWorld(LaneWorld.with(new Vardiff.Settings(true, 15, 1, 65536, 1L << 36)));
    world.miner().hangsUp();
    world.open("aabbccdd", 8, 1e9).job("j", true);
    MinerEnd before = world.mining("w.rig");
    String session = before.heard.getFirst().replaceAll(".*notify\",\"([0-9a-f]+)\".*", "$1");
    before.hangsUp();
    MinerEnd after = world.miner();
    after.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[512]}");
    after.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
    after.says(AUTHORIZE);
    assertThat(after.lastWith("set_difficulty\",\"params")).endsWith("[512]}");
  }

  @Test
  void isANewMinerAfterTheQuarantine() {
    MinerEnd before = world.mining("w.rig");
    String session = before.heard.getFirst().replaceAll(".*notify\",\"([0-9a-f]+)\".*", "$1");
    before.hangsUp();
    world.mining("w.other");
    world.seconds(60);
    pool.job("later", false);
    world.seconds(61);

    MinerEnd after = world.miner();
    after.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
    assertThat(after.extranonce1()).isNotEqualTo(before.extranonce1());
  }

  /// Its slot is at one of the pools, whichever needs a miner most.
  @Nested
  class WhereTheWorkIsSplit {
    final PoolEnd main;
    final PoolEnd dev;

    WhereTheWorkIsSplit() {
      world = new LaneWorld(PoolSplitTest.settings(50, 50));
      world.miner().hangsUp();
      main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      dev = world.open("dev", "bbbbbbbb", 8, ANYTHING);
      dev.job("d1", true);
    }

    private static String sessionOf(MinerEnd miner) {
      return miner.heard.getFirst().replaceAll(".*notify\",\"([0-9a-f]+)\".*", "$1");
    }

    private MinerEnd again(String session) {
      MinerEnd miner = world.miner();
      miner.says(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
      miner.says(AUTHORIZE);
      return miner;
    }

    @Test
    void findsItsSlotAtThePoolThatHasIt() {
      List<MinerEnd> miners = Stream.generate(() -> world.mining("w.rig")).limit(7).toList();
      for (MinerEnd before : miners) {
        String job = before.jobId();
        before.hangsUp();
        MinerEnd after = again(sessionOf(before));
        assertThat(after.extranonce1()).isEqualTo(before.extranonce1());
        after.submits("w.rig", job, "00000001", 1);
      }
      assertThat(main.submits().size() + dev.submits().size()).isEqualTo(7);
    }

    /// Like any other that comes: the next ones go elsewhere.
    @Test
    void countsForThePoolThatItComesBackTo() {
      MinerEnd before = world.mining("w.rig");
      assertThat(before.extranonce1()).startsWith("aaaaaaaa");
      before.hangsUp();
      again(sessionOf(before));
      assertThat(Stream.generate(() -> world.mining("w.next")).limit(2))
          .allMatch(miner -> miner.extranonce1().startsWith("bbbbbbbb"));
    }

    @Test
    void isGivenAnotherWhereItsOwnPoolIsGone() {
      world.mining("w.first");
      MinerEnd before = world.mining("w.rig");
      assertThat(before.extranonce1()).startsWith("bbbbbbbb");
      before.hangsUp();
      dev.breaks();
      assertThat(again(sessionOf(before)).extranonce1()).startsWith("aaaaaaaa");
    }

    /// Both may be doors of one pool, which gives the same extranonce to both connections.
    @Test
    void minesTheOlderJobOfAnotherPoolWhereItsSlotIsThere() {
      world = new LaneWorld(PoolSplitTest.settings(50, 50));
      world.miner().hangsUp();
      PoolEnd one = world.open("main", "aaaaaaaa", 8, ANYTHING);
      one.job("older", true);
      PoolEnd other = world.open("dev", "aaaaaaaa", 8, ANYTHING);
      other.job("younger", true);
      world.mining("w.first");
      MinerEnd before = world.mining("w.rig");
      before.submits("w.rig", before.jobId(), "00000001", 1);
      assertThat(other.submits()).as("it sits at the second").hasSize(1);
      before.hangsUp();
      MinerEnd after = again(sessionOf(before));
      assertThat(after.extranonce1()).isEqualTo(before.extranonce1());
      after.submits("w.rig", after.jobId(), "00000002", 1);
      assertThat(one.submits().size() + other.submits().size()).isEqualTo(2);
    }

    @Test
    void isGivenAnotherWhereItsOwnPoolIsLeftByAReload() {
      world.mining("w.first");
      MinerEnd before = world.mining("w.rig");
      MinerEnd lingering = world.mining("w.third");
      MinerEnd lingeringToo = world.mining("w.fourth");
      before.hangsUp();
      LaneSettings s = PoolSplitTest.settings(50, 50);
      world.lane.reconfigure(
          new LaneSettings(
              s.listener(),
              s.userAgent(),
              List.of(s.pools().getFirst(), LaneWorld.pool("third", WorkerNaming.SINGLE, false)),
              s.shares(),
              s.vardiff(),
              0,
              0,
              true,
              true,
              true,
              false),
          world.now);
      assertThat(List.of(lingering, lingeringToo))
          .as("the pool is there still for some")
          .anyMatch(miner -> miner.extranonce1().startsWith("bb") && miner.closed == null);
      assertThat(again(sessionOf(before)).extranonce1()).startsWith("aaaaaaaa");
    }
  }
}
