package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Several pools in order of preference.
class FailoverTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}";
  private static final String FOLLOWS =
      "{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}";

  LaneWorld world = new LaneWorld(settings(true, false, "main", "backup"));

  static LaneSettings settings(boolean hotStandby, boolean keepWarm, String... names) {
    List<PoolSettings> pools =
        List.of(names).stream()
            .map(name -> LaneWorld.pool(name, WorkerNaming.SINGLE, false))
            .toList();
    return new LaneSettings(
        "farm",
        "adit/test",
        pools,
        List.of(),
        LaneWorld.fixed(),
        0,
        0,
        true,
        true,
        hotStandby,
        keepWarm);
  }

  MinerEnd miner(boolean follows) {
    MinerEnd miner = world.mining("w.rig");
    if (follows) {
      miner.says(FOLLOWS);
    }
    return miner;
  }

  /// Mines on the job it has last heard of.
  String submit(MinerEnd miner, int nonce) {
    String job = miner.lastWith("mining.notify");
    miner.says(
        LaneWorld.submitLine("9", "w.rig", LaneWorld.field(job, 0), "00000000", nonce)
            .replace("%08x".formatted(LaneWorld.NTIME), LaneWorld.field(job, 7)));
    return miner.last();
  }

  long switches() {
    return world.notices.stream().filter(notice -> notice.text().contains("takes over")).count();
  }

  String served() {
    return world.lane.view(false, world.now).pool();
  }

  @Nested
  class WithAHotStandby {
    PoolEnd main;
    PoolEnd backup;
    MinerEnd follower;
    MinerEnd other;

    @BeforeEach
    void open() {
      world.miner().hangsUp();
      main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b1", true);
      follower = miner(true);
      other = miner(false);
    }

    @Test
    void keepsTheNextPoolReadyWithoutItsJobsReachingMiners() {
      assertThat(world.dialled).containsExactly("main", "backup");
      follower.take();
      backup.job("b2", true);
      assertThat(follower.heard).isEmpty();
      assertThat(served()).isEqualTo("main");
    }

    @Test
    void movesWhoCanFollowTheInstantThePoolFails() {
      follower.take();
      main.breaks();
      assertThat(follower.take())
          .satisfiesExactly(
              line -> assertThat(line).contains("mining.set_extranonce").contains("bbbbbbbb"),
              line -> assertThat(line).contains("set_difficulty"),
              line -> assertThat(line).contains("mining.notify").endsWith("true]}"));
      assertThat(served()).isEqualTo("backup");
    }

    @Test
    void passesTheNextShareToTheNewPool() {
      main.breaks();
      submit(follower, 1);
      assertThat(backup.submits()).hasSize(1);
      backup.accepts(backup.submits().getFirst());
      assertThat(follower.last()).contains("true");
      assertThat(main.submits()).isEmpty();
    }

    @Test
    void answersWhatWasUnderWayAndWhatComesLateWithTwentyOne() {
      submit(follower, 1);
      String oldJob = follower.jobId();
      main.breaks();
      assertThat(follower.heard).anyMatch(line -> line.contains("[21,\"Lost"));
      follower.submits("w.rig", oldJob, "00000000", 2);
      assertThat(follower.last()).contains("[21,");
      other.submits("w.rig", other.jobId(), "00000000", 3);
      assertThat(other.last()).contains("[21,");
      assertThat(backup.submits()).isEmpty();
      assertThat(world.count(ShareFate.LOST)).isEqualTo(2);
      assertThat(world.count(ShareFate.STALE)).isEqualTo(1);
    }

    @Test
    void disconnectsWhoCanNotFollowInAWave() {
      main.breaks();
      world.seconds(1);
      assertThat(other.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
      assertThat(follower.closed).isNull();
    }

    @Test
    void returnsOnlyWhenThePreferredHasBeenWellForAMinute() {
      main.breaks();
      world.seconds(5);
      main = world.open("main", "aaaaaaa2", 8, ANYTHING);
      main.job("m2", true);
      world.seconds(59);
      assertThat(served()).isEqualTo("backup");
      world.seconds(2);
      assertThat(served()).isEqualTo("main");
      submit(follower, 4);
      assertThat(main.submits()).hasSize(1);
      assertThat(backup.closed).as("it is the standby again").isFalse();
    }

    /// T27
    @Test
    void narrowsTheVersionBitsOfAMinerThatHasAskedForThemAndNoMore() {
      backup.says("{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"00006000\"]}");
      MinerEnd early = world.miner();
      early.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"ffffffff\"}]}");
      assertThat(early.last()).contains("\"1fffe000\"");
      main.breaks();
      assertThat(early.last()).contains("mining.set_version_mask").contains("\"00006000\"");
    }

    @Test
    void saysNothingMoreToAMinerForWhichThereIsNoSlotAtTheNextPool() {
      world = new LaneWorld(settings(true, false, "main", "backup"));
      world.miner().hangsUp();
      main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      backup = world.open("backup", "bbbbbbbb", 3, ANYTHING);
      backup.says("{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"00006000\"]}");
      backup.job("b1", true);
      miner(true);
      MinerEnd second = miner(true);
      second.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"ffffffff\"}]}");
      second.take();
      main.breaks();
      assertThat(second.closed).isEqualTo(CloseReason.NO_SLOT);
      assertThat(second.heard).isEmpty();
    }

    @Test
    void givesAMinerThatMovedNoJobOfThePoolItLeft() {
      LaneSettings s = settings(true, false, "main", "backup");
      Vardiff.Settings steered =
          new Vardiff.Settings(true, 15, ANYTHING, 1, 600 * LaneWorld.SECOND);
      world =
          new LaneWorld(
              new LaneSettings(
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
                  false));
      open();
      main.breaks();
      world.seconds(5);
      main = world.open("main", "aaaaaaa2", 8, ANYTHING);
      main.job("m2", true);
      world.seconds(59.75);
      backup.difficulty(1e-3);
      backup.job("b2", true);
      follower.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-10]}");
      String job = follower.lastWith("mining.notify");
      follower.take();
      for (int nonce = 0; nonce < 200; nonce++) {
        follower.heard.add(job);
        submit(follower, nonce);
      }
      assertThat(follower.heard)
          .as("so many that it wants a fresh job")
          .anyMatch(line -> line.contains("set_difficulty"));
      world.seconds(0.5);
      assertThat(served()).isEqualTo("main");
      follower.take();
      world.seconds(2);
      assertThat(follower.heard).isEmpty();
    }

    @Test
    void letsWhoCanNotFollowWorkOnForTheOldPoolUntilItsTurn() {
      main.breaks();
      world.seconds(5);
      MinerEnd late = miner(false);
      main = world.open("main", "aaaaaaa2", 8, ANYTHING);
      main.job("m2", true);
      world.seconds(59.75);
      for (int i = 0; i < 200; i++) {
        miner(false);
      }
      MinerEnd last = miner(false);
      world.seconds(0.5);
      assertThat(served()).isEqualTo("main");
      assertThat(late.closed).isNotNull();
      assertThat(last.closed).isNull();
      backup.job("b3", true);
      submit(last, 9);
      assertThat(backup.submits()).hasSize(1);
      assertThat(main.submits()).isEmpty();
      backup.accepts(backup.submits().getFirst());
      assertThat(last.last()).contains("true");
      world.seconds(1);
      assertThat(last.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
    }

    @Test
    void tellsWhoLingersThatItIsOverWhenTheOldPoolDiesToo() {
      main.breaks();
      world.seconds(5);
      main = world.open("main", "aaaaaaa2", 8, ANYTHING);
      main.job("m2", true);
      world.seconds(59.75);
      for (int i = 0; i < 200; i++) {
        miner(false);
      }
      MinerEnd last = miner(false);
      world.seconds(0.5);
      backup.breaks();
      submit(last, 9);
      assertThat(last.last()).contains("[21,");
      assertThat(main.submits()).isEmpty();
    }

    @Test
    void staysWhereItIsWhenBothAreDownAndOneComesBack() {
      main.breaks();
      backup.breaks();
      assertThat(world.lane.view(false, world.now).poolReady()).isFalse();
      backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b2", true);
      submit(follower, 1);
      assertThat(backup.submits()).hasSize(1);
    }

    @Test
    void leavesBothAMinuteAfterTheLastMiner() {
      follower.hangsUp();
      other.hangsUp();
      world.seconds(61);
      assertThat(main.closed).isTrue();
      assertThat(backup.closed).isTrue();
    }

    /// T27
    @Test
    void announcesANarrowerVersionMaskBeforeTheNextJob() {
      MinerEnd roller = world.miner();
      roller.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"1fffe000\"}]}");
      roller.says(SUBSCRIBE);
      roller.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      roller.says(FOLLOWS);
      backup.says("{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"00006000\"]}");
      roller.take();
      main.breaks();
      List<String> heard = roller.take();
      assertThat(heard.get(1)).contains("set_version_mask").contains("00006000");
      assertThat(heard.getLast()).contains("mining.notify");
      String job = LaneWorld.field(heard.getLast(), 0);
      roller.says(
          LaneWorld.submitLine("9", "w.rig", job, "00000000", 1).replace("]}", ",\"00008000\"]}"));
      assertThat(roller.last()).contains("[20,");
      assertThat(world.count(ShareFate.REJECTED)).isEqualTo(1);
    }

    /// The share is on its way while the pool speaks: what it says of that is the pool's word.
    @Test
    void forwardsAShareOfAJobFromBeforeTheMaskBecameNarrower() {
      MinerEnd roller = roller();
      String early = LaneWorld.field(roller.last(), 0);
      main.says(narrowTo("00006000"));
      main.says(narrowTo("00002000"));
      rolls(roller, early, 1, "00008000");
      assertThat(main.submits()).hasSize(1).last().asString().contains("\"00008000\"");
      main.job("m2", false);
      String late = LaneWorld.field(roller.last(), 0);
      rolls(roller, late, 2, "00008000");
      assertThat(roller.last()).contains("[20,");
      rolls(roller, late, 3, "00002000");
      assertThat(main.submits()).hasSize(2);
      assertThat(roller.deeds.take()).endsWith("good share", "bad share", "good share");
    }

    private MinerEnd roller() {
      MinerEnd roller = world.miner();
      roller.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"1fffe000\"}]}");
      roller.says(SUBSCRIBE);
      roller.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      return roller;
    }

    private static String narrowTo(String mask) {
      return "{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"" + mask + "\"]}";
    }

    private static void rolls(MinerEnd miner, String job, int nonce, String bits) {
      miner.says(
          LaneWorld.submitLine("9", "w.rig", job, "00000000", nonce)
              .replace("]}", ",\"" + bits + "\"]}"));
    }

    @Test
    void resumesAMinersDifficultyWhenItComesBackFromTheWave() {
      String session = other.lastWith("[[[\"mining.set_difficulty\"").split("\"", -1)[7];
      other.says("{\"id\":5,\"method\":\"mining.suggest_difficulty\",\"params\":[0.5]}");
      main.breaks();
      world.seconds(1);
      assertThat(other.closed).isNotNull();
      backup.difficulty(4);
      backup.job("b2", true);
      MinerEnd again = world.miner();
      again.says(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
      again.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      assertThat(again.lastWith("\"method\":\"mining.set_difficulty\"")).contains("[0.5]");
      backup.difficulty(ANYTHING);
      backup.job("b3", true);
      submit(again, 7);
      assertThat(backup.submits()).hasSize(1);
    }

    @Test
    void acceptsSharesOfAMinerThatCameBackOnTheStandbysOldJob() {
      String session = other.lastWith("[[[\"mining.set_difficulty\"").split("\"", -1)[7];
      main.job("m2", false);
      main.job("m3", false);
      main.breaks();
      world.seconds(1);
      MinerEnd again = world.miner();
      again.says(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
      again.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}");
      submit(again, 7);
      assertThat(again.last()).contains("notify");
      assertThat(backup.submits()).hasSize(1);
    }
  }

  @Nested
  class AtTheStart {

    @Test
    void triesTheNextPoolWhenTheFirstIsSilentForASecond() {
      MinerEnd miner = miner(true);
      assertThat(world.dialled).containsExactly("main");
      world.seconds(1.25);
      assertThat(world.dialled).containsExactly("main", "backup");
      PoolEnd backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b1", true);
      submit(miner, 1);
      assertThat(backup.submits()).hasSize(1);
    }

    @Test
    void dialsTheStandbyOnlyWhereOneIsWanted() {
      world = new LaneWorld(settings(false, false, "main", "backup"));
      miner(true);
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      world.seconds(5);
      assertThat(world.dialled).containsExactly("main");
      main.breaks();
      assertThat(world.dialled).containsExactly("main", "main", "backup");
      assertThat(world.dialDelays.get(1)).isGreaterThanOrEqualTo(SECOND);
      assertThat(world.dialDelays.get(2)).isZero();
    }

    @Test
    void needsNoThirdPoolWhileTwoAreThere() {
      world = new LaneWorld(settings(true, false, "main", "backup", "third"));
      miner(true);
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      world.open("backup", "bbbbbbbb", 8, ANYTHING);
      assertThat(world.dialled).containsExactly("main", "backup");
      main.breaks();
      assertThat(world.dialled).containsExactly("main", "backup", "main", "third");
      PoolEnd third = world.open("third", "cccccccc", 8, ANYTHING);
      world.open("main", "aaaaaaaa", 8, ANYTHING).job("m1", true);
      world.seconds(70);
      assertThat(served()).isEqualTo("main");
      assertThat(third.closed).isTrue();
    }

    /// T36
    @Test
    void goesOnToTheNextPoolWhereTheFirstDoesNotAuthorize() {
      MinerEnd miner = miner(true);
      PoolEnd main = world.connect("main");
      main.says("{\"id\":2,\"result\":[[],\"aa\",4],\"error\":null}");
      main.says("{\"id\":3,\"result\":false,\"error\":[24,\"Who?\",null]}");
      assertThat(main.closed).isTrue();
      assertThat(miner.heard).as("nothing misleading").isEmpty();
      PoolEnd backup = world.open("backup", "bbbbbbbb", 8, ANYTHING);
      backup.job("b1", true);
      assertThat(miner.heard.getLast()).contains("mining.notify");
    }
  }

  /// T34: both pools live for a while, die, and come back, over and over, for an hour.
  @Nested
  class BadPools {

    @Test
    void thatDieEveryFewSecondsCanNotPingPong() {
      assertThat(flapping(5, 2)).isBetween(2L, 8L);
    }

    @Test
    void thatDieAfterEachReturnCanNotPingPong() {
      assertThat(flapping(70, 2)).isBetween(2L, 8L);
    }

    private long flapping(int upSeconds, int downSeconds) {
      miner(true);
      @Nullable PoolEnd main = null;
      @Nullable PoolEnd backup = null;
      for (int second = 0; second < 3600; second++) {
        main = flap(main, "main", second % (upSeconds + downSeconds), upSeconds);
        backup =
            flap(backup, "backup", (second + upSeconds / 2) % (upSeconds + downSeconds), upSeconds);
        world.seconds(1);
      }
      return switches();
    }

    private @Nullable PoolEnd flap(@Nullable PoolEnd pool, String name, int phase, int upSeconds) {
      if (phase == 0 && world.callers.containsKey(name)) {
        PoolEnd opened = world.open(name, name.equals("main") ? "aaaaaaaa" : "bb", 8, ANYTHING);
        opened.job("j" + world.now, true);
        return opened;
      }
      if (phase == upSeconds && pool != null) {
        pool.breaks();
      }
      return pool;
    }
  }

  @Nested
  class AllPoolsDown {

    @Test
    void keepsMinersWarmWhereThatIsWanted() {
      assertThat(jobsWithoutAPool(true)).isEqualTo(2);
      assertThat(jobsWithoutAPool(false)).isZero();
    }

    private long jobsWithoutAPool(boolean keepWarm) {
      world = new LaneWorld(settings(false, keepWarm, "main"));
      MinerEnd miner = miner(false);
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.job("m1", true);
      String job = miner.jobId();
      main.breaks();
      miner.take();
      world.seconds(120);
      assertThat(miner.closed).isNull();
      long jobs = miner.heard.stream().filter(line -> line.contains("mining.notify")).count();
      if (jobs > 0) {
        submit(miner, 1);
      } else {
        miner.submits("w.rig", job, "00000000", 1);
      }
      assertThat(miner.last()).contains("[21,\"Lost");
      assertThat(world.count(ShareFate.LOST)).isGreaterThan(0);
      return jobs;
    }
  }

  /// T33
  @Nested
  class APoolThatMoves {

    @Test
    void isFollowedToItsSubDomainAndPortAndForgottenThereWhenItFails() {
      MinerEnd miner = miner(true);
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      miner.take();
      main.says(
          "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"eu.main.example\",\"4444\",3]}");
      assertThat(main.closed).isTrue();
      assertThat(miner.take()).noneMatch(line -> line.contains("reconnect"));
      int moved = world.dialTargets.lastIndexOf("eu.main.example:4444");
      assertThat(moved).isPositive();
      assertThat(world.dialDelays.get(moved)).isBetween(3 * SECOND, 4 * SECOND);
      Objects.requireNonNull(world.callers.get("main")).onLost("refused", world.now);
      assertThat(world.dialTargets.subList(moved, world.dialTargets.size()))
          .contains("main.example:3333");
    }

    @Test
    void elsewhereIsNotFollowed() {
      miner(true);
      PoolEnd main = world.open("main", "aaaaaaaa", 8, ANYTHING);
      main.says(
          "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"xmain.example\",4444,3]}");
      assertThat(main.closed).isFalse();
      assertThat(world.notices.getLast().warning()).isTrue();
      assertThat(world.notices.getLast().text()).contains("hijack");
    }
  }
}
