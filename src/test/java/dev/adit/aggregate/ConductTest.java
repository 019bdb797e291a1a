package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a miner does, as the guard hears of it.
class ConductTest {
  private static final double BEYOND = 1e12;

  private LaneWorld world = new LaneWorld();

  ConductTest() {}

  private PoolEnd pool(double difficulty) {
    world.miner().hangsUp();
    PoolEnd pool = world.open("aaaaaaaa", 8, difficulty);
    pool.job("m1", true);
    return pool;
  }

  private MinerEnd miner() {
    MinerEnd miner = world.mining("w.rig");
    assertThat(miner.deeds.take()).containsExactly("logged in");
    return miner;
  }

  private static LaneSettings timed(boolean localAuthorize) {
    LaneSettings s = LaneWorld.settings(LaneWorld.pool("main", WorkerNaming.PASSTHROUGH, false));
    return new LaneSettings(
        s.listener(),
        s.userAgent(),
        s.pools(),
        s.shares(),
        s.vardiff(),
        0,
        10 * SECOND,
        localAuthorize,
        true,
        false,
        false);
  }

  @Nested
  class OfShares {
    @Test
    void isGoodWhereOneMeetsTheMinersDifficultyWhateverThePoolSays() {
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = miner();
      miner.submits("w.rig", miner.jobId(), "00000000", 1);
      String id = pool.submits().getLast().replaceAll(".*\"id\":(\\d+).*", "$1");
      pool.says("{\"id\":" + id + ",\"result\":null,\"error\":[20,\"No\",null]}");
      assertThat(miner.deeds.take()).containsExactly("good share");
    }

    @Test
    void isBadWhereOneIsTooEasy() {
      pool(BEYOND);
      MinerEnd miner = miner();
      miner.submits("w.rig", miner.jobId(), "00000000", 1);
      assertThat(miner.deeds.take()).containsExactly("bad share");
    }

    @Test
    void isBadWhereOneComesTwice() {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.submits("w.rig", miner.jobId(), "00000000", 1);
      miner.submits("w.rig", miner.jobId(), "00000000", 1);
      assertThat(miner.deeds.take()).containsExactly("good share", "bad share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0000000000000000"})
    void isBadWhereTheExtranonce2HasAWrongSize(String extranonce2) {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.submits("w.rig", miner.jobId(), extranonce2, 1);
      assertThat(miner.deeds.take()).containsExactly("bad share");
    }

    @Test
    void isBadWhereOneCanNotBeRead() {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.says("{\"id\":9,\"method\":\"mining.submit\",\"params\":[\"w.rig\"]}");
      assertThat(miner.deeds.take()).containsExactly("bad share");
    }

    @Test
    void isNothingWhereOneComesLate() {
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = miner();
      String old = miner.jobId();
      pool.job("m2", true);
      miner.submits("w.rig", old, "00000000", 1);
      miner.submits("w.rig", "no-such-job", "00000000", 1);
      assertThat(miner.deeds.take()).isEmpty();
    }

    @Test
    void isNothingWhereTheNameIsNotAuthorised() {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.submits("someone.else", miner.jobId(), "00000000", 1);
      assertThat(miner.deeds.take()).isEmpty();
    }
  }

  @Nested
  class OfMessages {
    @ParameterizedTest
    @ValueSource(
        strings = {"not json", "[]", "{\"id\":9,\"method\":\"mining.nonsense\",\"params\":[]}"})
    void isNoiseWhereOneIsMalformedOrUnknown(String line) {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.says(line);
      assertThat(miner.deeds.take()).containsExactly("noise");
    }

    @Test
    void isNoiseOnceHoweverOftenOneIsUnknown() {
      pool(ANYTHING);
      MinerEnd miner = miner();
      for (int i = 0; i < 5; i++) {
        miner.says("{\"id\":9,\"method\":\"mining.nonsense\",\"params\":[]}");
      }
      assertThat(miner.deeds.take()).containsExactly("noise");
    }

    @Test
    void isNothingWhereOneThatIsRelayedFindsNoPool() {
      LaneSettings s = LaneWorld.settings();
      world =
          new LaneWorld(
              new LaneSettings(
                  s.listener(),
                  s.userAgent(),
                  s.pools(),
                  s.shares(),
                  s.vardiff(),
                  0,
                  0,
                  true,
                  false,
                  false,
                  false));
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = miner();
      pool.breaks();
      miner.says("{\"id\":9,\"method\":\"mining.hashrate_report\",\"params\":[]}");
      assertThat(miner.deeds.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":9,\"method\":\"mining.ping\",\"params\":[]}",
          "{\"id\":9,\"method\":\"mining.get_transactions\",\"params\":[\"1\"]}",
          "{\"id\":9,\"method\":\"mining.suggest_difficulty\",\"params\":[\"x\"]}",
          "{\"id\":null,\"method\":\"mining.hashes_done\",\"params\":[]}"
        })
    void isNothingWhereHonestFirmwareSaysIt(String line) {
      pool(ANYTHING);
      MinerEnd miner = miner();
      miner.says(line);
      assertThat(miner.deeds.take()).isEmpty();
    }
  }

  @Nested
  class OfLogins {
    @Test
    void isAFailureWhereTheRequestIsMalformed() {
      pool(ANYTHING);
      MinerEnd miner = world.miner();
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[]}");
      assertThat(miner.deeds.take()).containsExactly("login failed");
    }

    @Test
    void isAFailureWhereThePoolRefuses() {
      world = new LaneWorld(timed(false));
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.miner();
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"other.rig\",\"x\"]}");
      String asked = pool.heard.getLast();
      String id = asked.replaceAll(".*\"id\":(\\d+).*", "$1");
      pool.says("{\"id\":" + id + ",\"result\":false,\"error\":null}");
      assertThat(miner.deeds.take()).containsExactly("login failed");
    }

    @Test
    void isNothingWhereThePoolCanNotBeAsked() {
      world = new LaneWorld(timed(false));
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.miner();
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"other.rig\",\"x\"]}");
      pool.breaks();
      world.seconds(1);
      assertThat(miner.deeds.take()).isEmpty();
    }

    @Test
    void isOverdueUntilSomebodyAuthorises() {
      world = new LaneWorld(timed(true));
      pool(ANYTHING);
      MinerEnd silent = world.miner();
      MinerEnd half = world.miner();
      half.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}");
      MinerEnd whole = miner();
      world.seconds(9);
      assertThat(silent.deeds.take()).isEmpty();
      world.seconds(20);
      assertThat(silent.deeds.take()).hasSizeGreaterThan(10).containsOnly("login overdue");
      assertThat(half.deeds.take()).contains("login overdue");
      assertThat(whole.deeds.take()).isEmpty();
      half.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      world.seconds(20);
      assertThat(half.deeds.take()).containsExactly("logged in");
    }

    @Test
    void isNotOverdueWhileThePoolThinksAboutTheName() {
      world = new LaneWorld(patient(timed(false)));
      pool(ANYTHING);
      MinerEnd other = world.miner();
      other.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"other.rig\",\"x\"]}");
      world.seconds(3);
      assertThat(other.deeds.take()).isEmpty();
    }

    /// The time to log in is shorter than a pool may take.
    private static LaneSettings patient(LaneSettings s) {
      return new LaneSettings(
          s.listener(),
          s.userAgent(),
          s.pools(),
          s.shares(),
          s.vardiff(),
          0,
          SECOND,
          s.localAuthorize(),
          true,
          false,
          false);
    }

    @Test
    void isNotOverdueWhileThePoolKeepsTheMinerWaiting() {
      world = new LaneWorld(timed(true));
      MinerEnd miner = world.miner();
      miner.says("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}");
      world.seconds(60);
      assertThat(miner.deeds.take()).isEqualTo(List.of());
    }
  }
}
