package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.NTIME;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static dev.adit.aggregate.LaneWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import dev.adit.work.Vardiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\"]}";
  private static final String XNSUB =
      "{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}";

  LaneWorld world = new LaneWorld();

  PoolEnd pool(int extranonce2Size, double difficulty) {
    world.miner().hangsUp();
    return world.open("aabbccdd", extranonce2Size, difficulty);
  }

  @Nested
  class ThePool {

    @Test
    void isDialledWhenTheFirstMinerComesAndNotBefore() {
      world.seconds(5);
      assertThat(world.dialled).isEmpty();
      world.miner();
      world.miner();
      assertThat(world.dialled).containsExactly("main");
    }

    @Test
    void isLeftSixtySecondsAfterTheLastMinerAndDialledAgainForTheNext() {
      PoolEnd pool = pool(8, 1);
      MinerEnd miner = world.mining("w.rig");
      world.seconds(100);
      pool.job("j1", true);
      assertThat(pool.closed).isFalse();
      miner.hangsUp();
      world.seconds(59);
      assertThat(pool.closed).isFalse();
      world.seconds(2);
      assertThat(pool.closed).isTrue();
      assertThat(world.dialled).hasSize(1);
      world.miner();
      assertThat(world.dialled).hasSize(2);
    }

    @Test
    void isGreetedWithConfigureAndSubscribe() {
      world.miner();
      PoolEnd pool = world.connect();
      assertThat(pool.heard.get(0)).contains("mining.configure").contains("1fffe000");
      assertThat(pool.heard.get(1))
          .isEqualTo("{\"id\":2,\"method\":\"mining.subscribe\",\"params\":[\"adit/test\"]}");
      pool.says("{\"id\":2,\"result\":[[],\"aa\",4],\"error\":null}");
      assertThat(pool.heard.get(2))
          .isEqualTo(
              "{\"id\":3,\"method\":\"mining.authorize\",\"params\":[\"wallet.adit\",\"secret\"]}");
    }

    @Test
    void thatFailsIsTriedAgainLaterAndLater() {
      world.miner();
      for (int i = 0; i < 12; i++) {
        world.poolLost("refused");
      }
      assertThat(world.dialled).hasSize(13);
      assertThat(world.dialDelays.getFirst()).isZero();
      assertThat(world.dialDelays.subList(1, 13))
          .allMatch(delay -> delay >= SECOND && delay <= 60 * SECOND);
      assertThat(world.dialDelays.get(1)).isLessThanOrEqualTo(2 * SECOND);
    }

    @Test
    void thatFailsIsFollowedByTheNextInOrder() {
      world =
          new LaneWorld(
              LaneWorld.settings(
                  LaneWorld.pool("main", WorkerNaming.SINGLE, false),
                  LaneWorld.pool("backup", WorkerNaming.SINGLE, false)));
      world.miner();
      world.poolLost("refused");
      world.poolLost("refused");
      assertThat(world.dialled).containsExactly("main", "main", "backup", "backup");
    }

    @Test
    void thatDoesNotAuthorizeUsIsLeft() {
      world.miner();
      PoolEnd pool = world.connect();
      pool.says("{\"id\":2,\"result\":[[],\"aa\",4],\"error\":null}");
      pool.says("{\"id\":3,\"result\":false,\"error\":[24,\"Who?\",null]}");
      assertThat(pool.closed).isTrue();
      assertThat(world.dialled).hasSize(2);
      assertThat(world.notices.getFirst().text()).contains("wallet.adit").contains("Who?");
    }

    @Test
    void thatSaysNothingIsLeftAfterTenSeconds() {
      world.miner();
      PoolEnd pool = world.connect();
      world.seconds(11);
      assertThat(pool.closed).isTrue();
      assertThat(world.dialled).hasSize(2);
    }

    /// T34
    @Test
    void thatIsUpButSendsNoJobForTwoMinutesIsLeftForTheNext() {
      world =
          new LaneWorld(
              LaneWorld.settings(
                  LaneWorld.pool("main", WorkerNaming.SINGLE, false),
                  LaneWorld.pool("backup", WorkerNaming.SINGLE, false)));
      MinerEnd miner = world.mining("w.rig");
      PoolEnd pool = world.open("aabbccdd", 8, ANYTHING);
      pool.job("j1", true);
      world.seconds(100);
      pool.job("j2", false);
      world.seconds(119);
      assertThat(pool.closed).isFalse();
      world.seconds(2);
      assertThat(pool.closed).isTrue();
      assertThat(world.dialled).containsExactly("main", "main", "backup");
      assertThat(world.dialDelays.getLast()).isZero();
      assertThat(world.notices.getLast().text()).isEqualTo("no job for 120 s");
      assertThat(miner.closed).isNull();
    }

    /// T34
    @Test
    void thatNeverSendsAJobIsLeftToo() {
      world.miner();
      PoolEnd pool = world.open("aabbccdd", 8, ANYTHING);
      world.seconds(121);
      assertThat(pool.closed).isTrue();
    }

    /// T12
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 17, 1000})
    void whoseExtranonceCanNotBeSharedIsLeftWithAReason(int size) {
      world.miner();
      PoolEnd pool = world.connect();
      pool.says("{\"id\":2,\"result\":[[],\"aa\"," + size + "],\"error\":null}");
      assertThat(pool.closed).isTrue();
      assertThat(world.notices.getFirst().text()).contains(String.valueOf(size));
    }

    @Test
    void isAnsweredWhenItAsksForTheVersionOrPings() {
      PoolEnd pool = pool(8, 1);
      pool.says("{\"id\":7,\"method\":\"client.get_version\",\"params\":[]}");
      pool.says("{\"id\":42,\"method\":\"mining.ping\",\"params\":[]}");
      assertThat(pool.heard)
          .containsExactly(
              "{\"id\":7,\"result\":\"adit/test\",\"error\":null}",
              "{\"id\":42,\"result\":\"pong\",\"error\":null}");
    }

    /// T33
    @Test
    void isNotFollowedToAForeignHost() {
      PoolEnd pool = pool(8, 1);
      MinerEnd miner = world.mining("w.rig");
      miner.take();
      pool.says("{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"evil.test\",3333]}");
      assertThat(pool.closed).isFalse();
      assertThat(world.notices.getLast().warning()).isTrue();
      pool.says(
          "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"eu.main.example\",\"3333\",5]}");
      assertThat(pool.closed).isTrue();
      assertThat(world.dialDelays.getLast()).isBetween(5 * SECOND, 6 * SECOND);
      PoolEnd next = world.open("aabbccdd", 8, 1);
      next.says("{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"\",0,100000]}");
      assertThat(world.dialDelays.getLast()).isLessThanOrEqualTo(61 * SECOND);
      assertThat(miner.heard).isEmpty();
      assertThat(miner.closed).isNull();
    }
  }

  @Nested
  class Slots {

    /// T11
    @Test
    void whenAllAreTakenTheMinerIsCarriedToAnotherLane() {
      List<MinerEnd> early = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        MinerEnd miner = world.miner();
        miner.says(SUBSCRIBE);
        early.add(miner);
      }
      world.open("aabbccdd", 3, 1);

      assertThat(early.get(0).extranonce1()).isEqualTo("aabbccdd");
      assertThat(world.moved).containsExactly(early.get(1), early.get(2));
      assertThat(early.get(1).heard).isEmpty();
      assertThat(early.get(1).unanswered).hasSize(1);
    }

    /// T11
    @Test
    void whenAllAreTakenALaterMinerIsToldSo() {
      pool(3, 1);
      world.mining("w.one");
      MinerEnd two = world.miner();
      two.says(SUBSCRIBE);
      assertThat(two.last()).contains("[20,\"No free extranonce slot");
      assertThat(two.closed).isEqualTo(CloseReason.NO_SLOT);
      assertThat(world.lane.room(world.now)).isZero();
    }

    /// T10
    @Test
    void areNeverSharedByLiveMiners() {
      pool(5, 1);
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 256; i++) {
        assertThat(seen.add(world.mining("w." + i).extranonce1())).isTrue();
      }
    }

    @Test
    void ofAnotherExtranonceGoToThoseWhoCanFollow() {
      PoolEnd first = pool(8, ANYTHING);
      first.job("j", true);
      MinerEnd follower = world.mining("w.follower");
      follower.says(XNSUB);
      MinerEnd other = world.mining("w.other");
      follower.take();

      world.poolLost("reset");
      PoolEnd second = world.open("11223344", 7, ANYTHING);
      second.job("k", true);
      other.take();
      world.seconds(1);

      assertThat(other.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
      assertThat(other.heard).isEmpty();
      assertThat(follower.heard).hasSize(3);
      assertThat(follower.heard.get(0))
          .matches(".*mining.set_extranonce.*\"11223344[0-9a-f]{4}\",5.*");
      assertThat(follower.heard.get(2)).contains("mining.notify").endsWith("true]}");
      follower.submits("w.follower", follower.jobId(), "0000000001", 1);
      assertThat(second.submits()).hasSize(1);
    }

    /// T13
    @Test
    void ofThePastAreTakenFromTwoHundredMinersASecond() {
      PoolEnd first = pool(8, ANYTHING);
      first.job("j", true);
      List<MinerEnd> miners = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        miners.add(world.mining("w." + i));
      }
      MinerEnd last = miners.getLast();
      String old = last.jobId();
      world.poolLost("reset");
      PoolEnd second = world.open("11223344", 8, ANYTHING);
      second.job("k", true);
      miners.forEach(MinerEnd::take);

      for (int second4th = 1; second4th <= 9; second4th++) {
        world.seconds(0.25);
        assertThat(miners.stream().filter(miner -> miner.closed != null)).hasSize(50 * second4th);
      }
      last.submits("w.499", old, "00000001", 1);
      last.submits("w.499", "unknown", "00000001", 1);
      assertThat(last.take()).hasSize(2).allMatch(line -> line.contains("[21,"));
      assertThat(second.submits()).isEmpty();
      assertThat(miners).allMatch(miner -> miner.heard.isEmpty());
      world.seconds(0.5);
      assertThat(miners).allMatch(miner -> miner.closed == CloseReason.EXTRANONCE_CHANGED);
      assertThat(world.lane.minerCount()).isZero();
    }

    /// T14
    @Test
    void ofThePastAreGivenUpByAMinerThatSubscribesAnewByItself() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true);
      for (int i = 0; i < 200; i++) {
        world.mining("w." + i);
      }
      MinerEnd miner = world.mining("w.rig");
      pool.says("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"5566\",6]}");
      pool.job("k", true);
      miner.take();
      miner.says(SUBSCRIBE);
      assertThat(miner.extranonce1()).startsWith("5566");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      assertThat(pool.submits()).hasSize(1);
      world.seconds(3);
      assertThat(miner.closed).isNull();
      assertThat(world.lane.minerCount()).isOne();
    }

    @Test
    void thatNobodyMinedOnAreNotUsedUpByComingAndGoing() {
      pool(4, 1);
      for (int i = 0; i < 1_000; i++) {
        MinerEnd miner = world.miner();
        miner.says(SUBSCRIBE);
        miner.hangsUp();
      }
      assertThat(world.lane.room(world.now)).isEqualTo(256);
    }

    @Test
    void stayWhenTheNextConnectionHasTheSameExtranonce() {
      pool(8, ANYTHING).job("j", true);
      MinerEnd miner = world.mining("w.rig");
      miner.take();
      world.poolLost("reset");
      PoolEnd second = world.open("aabbccdd", 8, ANYTHING);
      second.job("k", false);
      assertThat(miner.closed).isNull();
      assertThat(miner.heard).hasSize(2);
      assertThat(miner.last()).contains("mining.notify").endsWith("true]}");
    }

    /// T10: also where the miner leaves before the next connection has brought a job.
    @Test
    void restAfterTheirMinerThoughThePoolHasJustConnectedAnew() {
      pool(8, ANYTHING).job("j", true);
      MinerEnd miner = world.mining("w.rig");
      String mine = miner.extranonce1();
      String session = miner.lastWith("[[[").replaceAll(".*mining.notify\",\"([0-9a-f]*).*", "$1");
      world.poolLost("reset");
      world.open("aabbccdd", 8, ANYTHING);
      miner.hangsUp();
      MinerEnd back = world.miner();
      back.says(
          "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m\",\"" + session + "\"]}");
      assertThat(back.extranonce1()).isEqualTo(mine);
    }

    /// The pool changes it while the connection lasts: from its next job on.
    @Test
    void followAnExtranonceThatThePoolChangesInMidSession() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true);
      MinerEnd follower = world.mining("w.follower");
      follower.says(XNSUB);
      String old = follower.jobId();
      pool.says("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"99\",6]}");
      follower.take();
      pool.job("k", true);
      assertThat(follower.heard.getFirst()).matches(".*set_extranonce.*\"99[0-9a-f]{4}\",4.*");
      follower.submits("w.follower", old, "00000001", 1);
      assertThat(follower.last()).contains("[21,");
      assertThat(pool.submits()).isEmpty();
    }
  }

  @Nested
  class Jobs {

    @Test
    void reachEveryMinerUnderAFreshName() {
      PoolEnd pool = pool(8, 1);
      MinerEnd one = world.mining("w.one");
      MinerEnd two = world.mining("w.two");
      pool.job("j1", true);
      String first = one.jobId();
      assertThat(two.jobId()).isEqualTo(first);
      pool.job("j1", false);
      assertThat(one.jobId()).isNotEqualTo(first);
      assertThat(one.last()).endsWith("false]}");
    }

    /// stratum-v1 §2: miners give up without work; the repeat is the same work, moved on in time.
    @Test
    void areRepeatedWhenThePoolIsSilent() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      String before = miner.last();
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      world.seconds(54);
      miner.take();
      world.seconds(2);
      assertThat(miner.heard).hasSize(1);
      String repeat = miner.last();
      assertThat(field(repeat, 0)).isNotEqualTo(field(before, 0));
      for (int i : new int[] {1, 2, 3, 4, 5, 6}) {
        assertThat(field(repeat, i)).isEqualTo(field(before, i));
      }
      assertThat(field(repeat, 7)).isEqualTo("%08x".formatted(NTIME + 55));
      assertThat(repeat).endsWith("false]}");
      world.seconds(56);
      assertThat(field(miner.last(), 7)).isEqualTo("%08x".formatted(NTIME + 110));
    }

    /// The pool changed its mind while we were still being authorised.
    @Test
    void ofAnExtranonceAnnouncedEarlyAreBuiltOnIt() {
      world.miner();
      PoolEnd pool = world.connect();
      pool.says("{\"id\":2,\"result\":[[],\"aa\",8],\"error\":null}");
      pool.says("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"bbbb\",6]}");
      pool.job("j", true);
      pool.says("{\"id\":3,\"result\":true,\"error\":null}");
      assertThat(world.mining("w.rig").extranonce1()).startsWith("bbbb");
    }

    @Test
    void ofARepeatCountAsThePoolsJob() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      String old = miner.jobId();
      world.seconds(56);
      miner.says(
          LaneWorld.submitLine("9", "w.rig", miner.jobId(), "00000001", 1)
              .replace("%08x".formatted(NTIME), "%08x".formatted(NTIME + 57)));
      miner.submits("w.rig", old, "00000001", 1);
      assertThat(pool.submits()).hasSize(2).allMatch(line -> line.contains("\"j1\""));
      // The very same header under both names is the same share.
      miner.says(
          LaneWorld.submitLine("9", "w.rig", old, "00000001", 1)
              .replace("%08x".formatted(NTIME), "%08x".formatted(NTIME + 57)));
      assertThat(miner.last()).contains("[22,");
    }
  }

  @Nested
  class Difficulties {

    /// T23
    @ParameterizedTest
    @ValueSource(strings = {"0.001", "16383.75", "1", "65536"})
    void ofThePoolReachTheMinerExactly(String text) {
      PoolEnd pool = pool(8, 1);
      pool.says("{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[" + text + "]}");
      pool.job("j", true);
      MinerEnd miner = world.mining("w.rig");
      assertThat(miner.lastWith("set_difficulty")).endsWith("\"params\":[" + text + "]}");
    }

    /// T17
    @Test
    void ofAJobHoldThoughTheyRoseSince() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      String easy = miner.jobId();
      pool.difficulty(1e6);
      pool.job("j2", false);
      assertThat(miner.lastWith("set_difficulty")).endsWith("[1000000]}");
      miner.submits("w.rig", easy, "00000001", 1);
      assertThat(pool.submits()).hasSize(1);
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      assertThat(miner.last()).contains("[23,");
    }

    /// T17
    @Test
    void ofAJobHoldHoweverOftenTheyChangeBeforeTheNext() {
      world =
          new LaneWorld(
              LaneWorld.with(new Vardiff.Settings(true, 15, ANYTHING, 65536, 600 * SECOND)));
      PoolEnd pool = pool(8, 1e6);
      MinerEnd miner = world.mining("w.rig");
      miner.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-10]}");
      pool.job("j1", true);
      for (int wish = 1; wish <= 20; wish++) {
        miner.says("{\"id\":4,\"method\":\"mining.suggest_difficulty\",\"params\":[" + wish + "]}");
      }
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      assertThat(miner.last()).contains("true");
      pool.job("j2", false);
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      assertThat(miner.last()).contains("[23,");
    }

    /// T17: what it is told with the job once more holds from the next on.
    @Test
    void ofAJobHoldThoughTheMinerSubscribesAnew() {
      world =
          new LaneWorld(
              LaneWorld.with(new Vardiff.Settings(true, 15, ANYTHING, 65536, 600 * SECOND)));
      PoolEnd pool = pool(8, 1e6);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      miner.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-10]}");
      pool.job("j2", true);
      String easy = miner.jobId();
      miner.says("{\"id\":4,\"method\":\"mining.suggest_difficulty\",\"params\":[512]}");
      miner.says(SUBSCRIBE);
      miner.submits("w.rig", easy, "00000001", 1);
      assertThat(miner.last()).isEqualTo("{\"id\":9,\"result\":true,\"error\":null}");
    }

    /// T21: the miner hears of it before it gets the job.
    @Test
    void neverExceedThePoolsAndRiseBeforeTheJob() {
      world = new LaneWorld(LaneWorld.with(new Vardiff.Settings(true, 15, 4, 1000, 60 * SECOND)));
      PoolEnd pool = pool(8, 2);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      assertThat(miner.lastWith("set_difficulty")).endsWith("[2]}");
      miner.take();
      pool.difficulty(64);
      assertThat(miner.heard).isEmpty();
      pool.job("j2", true);
      assertThat(miner.heard.get(0)).endsWith("[4]}");
      assertThat(miner.heard.get(1)).contains("mining.notify");
      miner.take();
      pool.difficulty(0.5);
      pool.job("j3", true);
      assertThat(miner.heard.get(0)).endsWith("[0.5]}");
    }

    /// T22
    @Test
    void belowThePoolsAreBookedHereAndAtThePoolsForwarded() {
      double pools = 3e-8;
      world =
          new LaneWorld(LaneWorld.with(new Vardiff.Settings(true, 15, 1e-9, 1e-9, 600 * SECOND)));
      PoolEnd pool = pool(8, pools);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      String job = miner.jobId();
      for (int nonce = 0; nonce < 20_000; nonce++) {
        miner.submits("w.rig", job, "00000001", nonce);
      }
      long good = 20_000 - world.count(ShareFate.LOW);
      double expected = good * 1e-9 / pools;
      assertThat(pool.submits().size())
          .as("of %d shares at 1e-9", good)
          .isBetween(
              (int) (expected - 4 * Math.sqrt(expected)),
              (int) (expected + 4 * Math.sqrt(expected)));
      assertThat(world.count(ShareFate.LOCAL)).isEqualTo(good - pool.submits().size());
    }

    @Test
    void areNothingToAMinerThatLeftWhileItsSharesWereJudged() {
      world =
          new LaneWorld(
              LaneWorld.with(new Vardiff.Settings(true, 15, ANYTHING, 65536, 600 * SECOND)));
      PoolEnd pool = pool(8, 1e6);
      pool.job("j1", true);
      MinerEnd miner = world.mining("w.rig");
      miner.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[1e-10]}");
      world.judgesSlowly = true;
      for (int nonce = 0; nonce < 40; nonce++) {
        miner.submits("w.rig", miner.jobId(), "00000001", nonce);
      }
      miner.hangsUp();
      miner.take();
      world.seconds(1);
      world.slowVerdicts.forEach(Runnable::run);
      assertThat(world.count(ShareFate.LOCAL)).isEqualTo(40);
      assertThat(miner.heard).isEmpty();
    }

    @Test
    void suggestedByTheMinerAreItsStart() {
      world =
          new LaneWorld(LaneWorld.with(new Vardiff.Settings(true, 15, 0.001, 65536, 60 * SECOND)));
      PoolEnd pool = pool(8, 1e9);
      pool.job("j1", true);
      MinerEnd miner = world.miner();
      miner.says("{\"id\":3,\"method\":\"mining.suggest_difficulty\",\"params\":[512]}");
      miner.says(SUBSCRIBE);
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w\",\"x\"]}");
      assertThat(miner.lastWith("set_difficulty")).endsWith("[512]}");

      MinerEnd byPassword = world.miner();
      byPassword.says(SUBSCRIBE);
      byPassword.says(
          "{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"w\",\"d=0.02;p=0.24\"]}");
      assertThat(byPassword.lastWith("set_difficulty")).endsWith("[0.02]}");
    }
  }

  @Nested
  class VersionRolling {

    /// T26
    @Test
    void isGrantedWithinThePoolsMaskAndNarrowedWithIt() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true);
      MinerEnd miner = world.miner();
      miner.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"ffffffff\"}]}");
      assertThat(miner.last()).contains("\"version-rolling.mask\":\"1fffe000\"");
      pool.says("{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"00006000\"]}");
      assertThat(miner.last())
          .isEqualTo(
              "{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"00006000\"]}");
    }

    /// T26
    @Test
    void isRefusedWithoutAnErrorWhereThePoolGrantsNone() {
      world.miner().hangsUp();
      PoolEnd pool = world.connect();
      pool.says("{\"id\":1,\"result\":null,\"error\":[20,\"Unknown method\",null]}");
      pool.says("{\"id\":2,\"result\":[[],\"aa\",8],\"error\":null}");
      pool.says("{\"id\":3,\"result\":true,\"error\":null}");
      MinerEnd miner = world.miner();
      miner.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}");
      assertThat(miner.last())
          .isEqualTo("{\"id\":0,\"result\":{\"version-rolling\":false},\"error\":null}");
    }

    /// T28
    @Test
    void usesTheFormulaOfBip310WhereTheJobHasBitsInsideTheMask() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true, "1a44b9f2", "20002000");
      MinerEnd miner = world.mining("w.rig");
      miner.says(
          "{\"id\":0,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}");
      miner.says(
          LaneWorld.submitLine("9", "w.rig", miner.jobId(), "00000001", 1)
              .replace("]}", ",\"00004000\"]}"));
      miner.says(
          LaneWorld.submitLine("9", "w.rig", miner.jobId(), "00000001", 1)
              .replace("]}", ",\"00006000\"]}"));
      // An OR of job and bits would make one header of the two.
      assertThat(pool.submits()).hasSize(2);
    }
  }

  @Nested
  class UnknownMethods {

    @Test
    void areRelayedBothWaysWhereTheListenerWantsIt() {
      LaneSettings s = LaneWorld.settings();
      world =
          new LaneWorld(
              new LaneSettings(
                  s.listener(),
                  s.userAgent(),
                  s.pools(),
                  List.of(),
                  s.vardiff(),
                  0,
                  0,
                  true,
                  false,
                  false,
                  false));
      PoolEnd pool = pool(8, 1);
      MinerEnd miner = world.mining("w.rig");
      miner.take();
      pool.says("{\"id\":null,\"method\":\"mining.set_goal\",\"params\":[\"x\"]}");
      assertThat(miner.take())
          .containsExactly("{\"id\":null,\"method\":\"mining.set_goal\",\"params\":[\"x\"]}");
      miner.says("{\"id\":\"q\",\"method\":\"mining.fly\",\"params\":[1]}");
      assertThat(pool.heard.getLast())
          .isEqualTo("{\"id\":5,\"method\":\"mining.fly\",\"params\":[1]}");
      pool.says("{\"id\":5,\"result\":{\"up\":true},\"error\":null}");
      assertThat(miner.take())
          .containsExactly("{\"id\":\"q\",\"result\":{\"up\":true},\"error\":null}");
      // Methods that Adit knows are never relayed blindly.
      pool.says("{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"evil.test\",1]}");
      assertThat(miner.heard).isEmpty();
    }
  }

  @Nested
  class LoginsWithThePool {
    final PoolEnd pool;
    final MinerEnd miner;

    LoginsWithThePool() {
      LaneSettings s = LaneWorld.settings(LaneWorld.pool("main", WorkerNaming.PASSTHROUGH, false));
      world =
          new LaneWorld(
              new LaneSettings(
                  s.listener(),
                  s.userAgent(),
                  s.pools(),
                  List.of(),
                  s.vardiff(),
                  0,
                  0,
                  false,
                  false,
                  false,
                  false));
      pool = pool(8, ANYTHING);
      pool.job("j", true);
      miner = world.miner();
    }

    @Test
    void takeTheMinersOwnPasswordAndBringBackThePoolsWordInOrder() {
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"me\",\"mine\"]}");
      miner.says(SUBSCRIBE);
      assertThat(miner.heard).isEmpty();
      assertThat(pool.heard.getLast()).endsWith("\"params\":[\"me\",\"mine\"]}");
      pool.says("{\"id\":" + pool.lastId() + ",\"result\":true,\"error\":null}");
      assertThat(miner.heard.get(0)).isEqualTo("{\"id\":2,\"result\":true,\"error\":null}");
      assertThat(miner.heard.get(1)).startsWith("{\"id\":1,\"result\":[[[");
      miner.submits("me", miner.jobId(), "00000001", 1);
      assertThat(pool.submits()).hasSize(1);
    }

    @Test
    void thatThePoolRefusesLeaveTheMinerUnauthorised() {
      miner.says(SUBSCRIBE);
      miner.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"me\",\"no\"]}");
      pool.says("{\"id\":" + pool.lastId() + ",\"result\":false,\"error\":[24,\"Who?\",null]}");
      assertThat(miner.last())
          .isEqualTo("{\"id\":2,\"result\":false,\"error\":[24,\"Who?\",null]}");
      miner.submits("me", "j", "00000001", 1);
      assertThat(miner.last()).contains("[24,");
    }

    @Test
    void areNotCrowdedOutByUnknownMethods() {
      miner.says(FLY);
      assertThat(miner.last()).contains("[20,\"Unsupported method\"");
      List<MinerEnd> flooders = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        flooders.add(login("flood" + i));
      }
      pool.heard.clear();
      for (MinerEnd flooder : flooders) {
        for (int i = 0; i < 10; i++) {
          flooder.says(FLY);
        }
      }
      assertThat(pool.heard).hasSize(256).allMatch(line -> line.contains("mining.fly"));
      assertThat(flooders.getFirst().last()).contains("[20,\"Unsupported method\"");
      assertThat(login("honest").heard).anyMatch(line -> line.contains("\"result\":true"));
      // An answer makes room for the next.
      pool.says(
          "{\"id\":" + LaneWorld.idOf(pool.heard.getFirst()) + ",\"result\":1,\"error\":null}");
      flooders.getFirst().says(FLY);
      assertThat(pool.heard.getLast()).contains("mining.fly");
    }

    private static final String FLY = "{\"id\":5,\"method\":\"mining.fly\",\"params\":[]}";

    private MinerEnd login(String name) {
      MinerEnd end = world.miner();
      end.says(SUBSCRIBE);
      end.says("{\"id\":2,\"method\":\"mining.authorize\",\"params\":[\"" + name + "\",\"x\"]}");
      pool.says("{\"id\":" + pool.lastId() + ",\"result\":true,\"error\":null}");
      return end;
    }
  }

  @Nested
  class TheEnd {

    @Test
    void waitsForSharesWhereverTheyAreAndTakesNoMore() {
      world.judgesSlowly = true;
      pool(8, ANYTHING).job("j", true);
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      world.lane.stopTakingShares();
      miner.submits("w.rig", miner.jobId(), "00000002", 2);
      world.slowVerdicts.remove().run();
      assertThat(world.lane.unsettledShares()).isEqualTo(2);
      world.slowVerdicts.remove().run();
      assertThat(miner.last()).contains("[21,\"Lost: shutting down\"");
      assertThat(world.lane.unsettledShares()).isEqualTo(1);
      world.lane.close(CloseReason.SHUTDOWN, world.now);
      assertThat(world.lane.unsettledShares()).isZero();
    }

    /// Invariant 6
    @Test
    void stillWritesDownAndForwardsABlock() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true, "207fffff", "20000000");
      MinerEnd miner = world.mining("w.rig");
      world.lane.stopTakingShares();
      for (int nonce = 1; nonce <= 20; nonce++) {
        miner.submits("w.rig", miner.jobId(), "00000001", nonce);
      }
      assertThat(world.blocks).hasSizeBetween(1, 19);
      assertThat(pool.submits()).hasSameSizeAs(world.blocks);
      assertThat(miner.heard.stream().filter(line -> line.contains("shutting down")))
          .hasSize(20 - world.blocks.size());
    }

    @Test
    void answersWhatIsPendingAndClosesEveryone() {
      PoolEnd pool = pool(8, ANYTHING);
      pool.job("j", true);
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      world.lane.close(CloseReason.SHUTDOWN, world.now);
      assertThat(miner.last()).startsWith("{\"id\":9,").contains("Lost");
      assertThat(miner.closed).isEqualTo(CloseReason.SHUTDOWN);
      assertThat(pool.closed).isTrue();
      assertThat(world.lane.minerCount()).isZero();
    }
  }
}
