package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a miner asks before it mines, where the answer is the pool's (`local_authorize = false`) or
/// has to wait for the pool.
class LoginTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}";
  private static final String AUTHORIZE =
      "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"other.rig\",\"x\"]}";
  private static final String PING = "{\"id\":3,\"method\":\"mining.ping\",\"params\":[]}";

  private static LaneSettings askingThePools(List<Double> shares) {
    List<PoolSettings> pools =
        Stream.of("main", "dev")
            .map(name -> LaneWorld.pool(name, WorkerNaming.PASSTHROUGH, false))
            .toList();
    return new LaneSettings(
        "farm", "adit/test", pools, shares, LaneWorld.fixed(), 0, 0, false, true, true, false);
  }

  private static PoolEnd opened(LaneWorld world, String name, String extranonce1) {
    PoolEnd pool = world.open(name, extranonce1, 8, ANYTHING);
    pool.job(name, true);
    pool.heard.clear();
    return pool;
  }

  @Nested
  class WhereTheWorkIsSplit {
    final LaneWorld world = new LaneWorld(askingThePools(List.of(1.0, 1.0)));
    final PoolEnd main;
    final PoolEnd dev;

    WhereTheWorkIsSplit() {
      world.miner().hangsUp();
      main = opened(world, "main", "aaaaaaaa");
      dev = opened(world, "dev", "bbbbbbbb");
    }

    @Test
    void asksThePoolWhereTheMinerSits() {
      for (int i = 0; i < 6; i++) {
        MinerEnd miner = world.miner();
        miner.says(SUBSCRIBE);
        main.heard.clear();
        dev.heard.clear();
        miner.says(AUTHORIZE);
        boolean atMain = miner.extranonce1().startsWith("aaaaaaaa");
        PoolEnd its = atMain ? main : dev;
        PoolEnd other = atMain ? dev : main;
        assertThat(its.heard).singleElement().asString().contains("[\"other.rig\",\"x\"]");
        assertThat(other.heard).isEmpty();
      }
    }

    /// However often the lane looks whether somebody waits for a pool.
    @Test
    void answersNothingBeforeWhatWasAskedFirst() {
      MinerEnd miner = world.miner();
      miner.says(SUBSCRIBE);
      miner.take();
      miner.says(AUTHORIZE);
      miner.says(PING);
      world.seconds(7);
      assertThat(miner.heard).isEmpty();
      PoolEnd asked = main.heard.isEmpty() ? dev : main;
      asked.says("{\"id\":" + asked.lastId() + ",\"result\":true,\"error\":null}");
      assertThat(miner.take())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("{\"id\":2,\"result\":true"),
              line -> assertThat(line).contains("mining.set_difficulty"),
              line -> assertThat(line).contains("mining.notify"),
              line -> assertThat(line).startsWith("{\"id\":3,\"result\":\"pong\""));
    }
  }

  @Nested
  class WhereTheNextPoolTakesOver {
    final LaneWorld world = new LaneWorld(askingThePools(List.of()));
    final PoolEnd main;
    final PoolEnd standby;

    WhereTheNextPoolTakesOver() {
      world.miner();
      main = opened(world, "main", "aaaaaaaa");
      standby = opened(world, "dev", "bbbbbbbb");
    }

    /// The preferred pool is well again and takes its miners back, all but the word that waits.
    @Test
    void goesOnWaitingForTheWordOfThePoolThatWasAsked() {
      main.breaks();
      world.seconds(5);
      opened(world, "main", "aaaaaaaa");
      world.seconds(59.75);
      MinerEnd miner = world.miner();
      miner.says(AUTHORIZE);
      miner.says(PING);
      world.seconds(0.5);
      assertThat(world.lane.view(false, world.now).pool()).isEqualTo("main");
      assertThat(miner.heard).isEmpty();
      standby.says("{\"id\":" + standby.lastId() + ",\"result\":true,\"error\":null}");
      assertThat(miner.heard.getFirst()).startsWith("{\"id\":2,\"result\":true");
      assertThat(miner.heard.getLast()).startsWith("{\"id\":3,\"result\":\"pong\"");
    }
  }

  /// Invariant 2
  @Nested
  class WhileItWaits {

    @Test
    void isToldOfEachShareThatItsConnectionEnds() {
      LaneWorld world = new LaneWorld();
      MinerEnd miner = world.miner();
      miner.says(SUBSCRIBE);
      miner.submits("w.rig", "j", "00000000", 1);
      miner.submits("w.rig", "j", "00000000", 2);
      assertThat(miner.heard).isEmpty();
      world.lane.close(CloseReason.SHUTDOWN, world.now);
      assertThat(miner.heard)
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"id\":9,") && line.contains("[21,"));
      assertThat(world.count(ShareFate.STALE)).isEqualTo(2);
    }
  }
}
