package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Miners on their way from one pool to another.
class SeatingTest {

  @Nested
  class Adrift {

    /// Invariant 2: it can only connect anew, but until then it is told what its work is worth.
    @Test
    void hearsOfItsSharesThoughTheNextPoolDiesToo() {
      LaneWorld world = new LaneWorld(FailoverTest.settings(true, false, "main", "backup"));
      world.miner().hangsUp();
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      PoolEnd backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b1", true);
      List<MinerEnd> miners = Stream.generate(() -> world.mining("w.rig")).limit(600).toList();
      MinerEnd last = miners.getLast();
      String job = last.jobId();
      main.breaks();
      world.seconds(0.5);
      backup.breaks();
      last.take();
      last.submits("w.rig", job, "00000000", 1);
      assertThat(last.take()).singleElement().asString().contains("[21,");
      assertThat(world.count(ShareFate.STALE)).isOne();
      world.seconds(3);
      assertThat(last.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
    }

    /// Invariant 1: it was told, and does not know that it is over.
    @Test
    void sharesItsExtranonceWithNobodyThoughItNeverMined() {
      LaneSettings s = LaneWorld.settings();
      LaneWorld world = new LaneWorld(s);
      world.miner().hangsUp();
      PoolEnd main = world.open("aaaaaaaa", 4, ANYTHING);
      String subscribe = "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}";
      List<MinerEnd> all = Stream.generate(world::miner).limit(256).toList();
      all.forEach(miner -> miner.says(subscribe));
      assertThat(world.lane.room(world.now)).isZero();
      main.breaks();
      PoolSettings pool = s.pools().getFirst();
      world.lane.reconfigure(LaneWorld.settings(pool.at("eu." + pool.host(), 3333)), world.now);
      world.open("aaaaaaaa", 4, ANYTHING);
      MinerEnd late = world.miner();
      late.says(subscribe);
      assertThat(all).allMatch(miner -> miner.closed == null);
      assertThat(late.heard).singleElement().asString().contains("No free extranonce slot");
    }
  }

  /// It follows a new extranonce: its old work is worth something while its old pool is there.
  @Nested
  class Moved {
    final LaneWorld world = new LaneWorld(settings("main", "backup"));
    final PoolEnd main;
    final PoolEnd backup;
    final MinerEnd miner;

    Moved() {
      world.miner().hangsUp();
      main = world.open("main", "aaaaaaaa", 8, 1e6);
      main.job("m1", true);
      backup = world.open("backup", "bbbbbbbb", 7, 1e6);
      backup.job("b1", true);
      miner = world.mining("w.rig");
      miner.says("{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
    }

    private static LaneSettings settings(String... pools) {
      LaneSettings s = FailoverTest.settings(true, false, pools);
      Vardiff.Settings steered = new Vardiff.Settings(true, 15, ANYTHING, 65536, 600 * SECOND);
      return new LaneSettings(
          s.listener(),
          s.userAgent(),
          s.pools(),
          List.of(),
          steered,
          0,
          0,
          true,
          true,
          true,
          false);
    }

    private void wishes(double difficulty) {
      miner.says(
          "{\"id\":4,\"method\":\"mining.suggest_difficulty\",\"params\":[" + difficulty + "]}");
    }

    @Test
    void isToldThatAJobIsOfThePastThoughItsExtranonce2HasNotTheSizeOfToday() {
      String old = miner.jobId();
      main.breaks();
      world.seconds(3);
      world.open("main", "aaaaaaa2", 8, ANYTHING).job("m2", true);
      miner.submits("w.rig", old, "00000000", 1);
      assertThat(miner.last()).contains("[21,");
      miner.submits("w.rig", miner.jobId(), "00000000", 2);
      assertThat(miner.last()).contains("[20,\"Invalid extranonce2 size\"");
    }

    /// The standby's job is older than the one that the miner was on.
    @Test
    void owesForALateShareWhatItWasAskedForAtItsFormerPool() {
      wishes(ANYTHING);
      backup.job("b2", true);
      main.job("m2", true);
      String late = miner.jobId();
      wishes(512);
      world.lane.reconfigure(settings("backup"), world.now);
      assertThat(miner.lastWith("set_extranonce")).contains("bbbbbbbb");
      assertThat(miner.last()).contains("mining.notify");
      String fresh = miner.jobId();
      miner.submits("w.rig", late, "00000000", 1);
      assertThat(miner.last()).isEqualTo("{\"id\":9,\"result\":true,\"error\":null}");
      miner.submits("w.rig", fresh, "0000000000", 1);
      assertThat(miner.last()).contains("[23,");
    }
  }
}
