package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.NTIME;
import static dev.adit.aggregate.LaneWorld.idOf;
import static dev.adit.aggregate.LaneWorld.submitLine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareDeskTest {
  /// A network target so easy that every hash solves a block.
  private static final String EASIEST_NBITS = "207fffff";

  LaneWorld world = new LaneWorld();

  PoolEnd pool(double difficulty) {
    world.miner().hangsUp();
    PoolEnd pool = world.open("aabbccdd", 8, difficulty);
    pool.job("j1", true);
    return pool;
  }

  static String yes(String id) {
    return "{\"id\":" + id + ",\"result\":true,\"error\":null}";
  }

  @Nested
  class GoodShares {

    @Test
    void goToThePoolAsItsOwnMinerWouldSendThem() {
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "0a0b0c0d", 0x1234);

      String tag = miner.extranonce1().substring(8);
      assertThat(pool.submits())
          .containsExactly(
              "{\"id\":5,\"method\":\"mining.submit\",\"params\":[\"wallet.adit\",\"j1\",\""
                  + tag
                  + "0a0b0c0d\",\"%08x\",\"00001234\"]}".formatted(NTIME));
      assertThat(miner.heard.stream().filter(line -> line.startsWith("{\"id\":9"))).isEmpty();
    }

    @Test
    void getThePoolsOwnWords() {
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      miner.says(submitLine("\"a\"", "w.rig", miner.jobId(), "00000001", 1));
      miner.says(submitLine("null", "w.rig", miner.jobId(), "00000002", 2));
      List<String> submits = pool.submits();
      miner.heard.clear();

      pool.says(
          "{\"id\":%s,\"result\":null,\"error\":[23, \"High hash\", {\"x\":1}]}"
              .formatted(idOf(submits.get(1))));
      pool.accepts(submits.get(0));

      assertThat(miner.heard)
          .containsExactly(
              "{\"id\":null,\"result\":null,\"error\":[23, \"High hash\", {\"x\":1}]}",
              yes("\"a\""));
      assertThat(world.count(ShareFate.LOW)).isEqualTo(1);
      assertThat(world.count(ShareFate.ACCEPTED)).isEqualTo(1);
    }

    /// T15, T16: other spellings of the same numbers go out in the one form that pools read.
    @Test
    void areForwardedUnchangedInValueWhateverTheirSpelling() {
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      miner.says(
          "{\"id\":9,\"method\":\"mining.submit\",\"params\":[\"w.rig\",\""
              + miner.jobId()
              + "\",\"0A0B0C0D\",\"%08X\",\"abc\"]}".formatted(NTIME));
      assertThat(pool.submits().getFirst()).contains("0a0b0c0d\"").contains("\"00000abc\"");
    }

    /// T30: an answer that comes while the submit is still being sent finds its share.
    @Test
    void areRegisteredBeforeTheyLeave() {
      pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      world.poolLost("gone");
      List<String> sent = new ArrayList<>();
      PoolLink echo =
          new PoolLink() {
            @Override
            public void send(dev.adit.stratum.MinerMessage message) {
              if (message instanceof dev.adit.stratum.MinerMessage.Submit submit) {
                sent.add(submit.id().json());
                world.caller.onMessage(
                    dev.adit.stratum.PoolMessage.Answer.yes(submit.id()), world.now);
              }
            }

            @Override
            public void close() {}
          };
      world.caller.onConnected(echo, world.now);
      PoolEnd words = world.new PoolEnd();
      words.says("{\"id\":2,\"result\":[[],\"aabbccdd\",8],\"error\":null}");
      words.says("{\"id\":3,\"result\":true,\"error\":null}");
      words.difficulty(ANYTHING);
      words.job("j2", true);

      miner.submits("w.rig", miner.jobId(), "00000001", 1);

      assertThat(sent).hasSize(1);
      assertThat(miner.last()).isEqualTo(yes("9"));
      assertThat(world.lane.pendingShares()).isZero();
    }
  }

  @Nested
  class BadShares {
    final PoolEnd pool = pool(ANYTHING);
    final MinerEnd miner = world.mining("w.rig");

    /// T15
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000000", "0000000000", "000000000000000000"})
    void ofTheWrongExtranonceSizeAreRefusedAndNotForwarded(String extranonce2) {
      miner.submits("w.rig", miner.jobId(), extranonce2, 1);
      assertThat(miner.last()).startsWith("{\"id\":9,").contains("[20,");
      assertThat(pool.submits()).isEmpty();
      assertThat(world.count(ShareFate.REJECTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"w.rig\"",
          "\"w.rig\",\"JOB\",\"zz000000\",\"64b3f3ec\",\"00000001\"",
          "\"w.rig\",\"JOB\",\"00000000\",\"64b3f3ec\",\"000000001\"",
          "\"w.rig\",\"JOB\",\"00000000\",7,\"00000001\"",
        })
    void thatCanNotBeReadAreRefusedAndCounted(String params) {
      miner.says(
          "{\"id\":9,\"method\":\"mining.submit\",\"params\":["
              + params.replace("JOB", miner.jobId())
              + "]}");
      assertThat(miner.last()).startsWith("{\"id\":9,").contains("[20,");
      assertThat(world.count(ShareFate.REJECTED)).isEqualTo(1);
    }

    @Test
    void ofAnUnknownJobAreStale() {
      miner.submits("w.rig", "nope", "00000000", 1);
      assertThat(miner.last()).contains("[21,");
      assertThat(world.count(ShareFate.STALE)).isEqualTo(1);
    }

    @Test
    void underANameNeverAuthorisedAreRefused() {
      miner.submits("w.stranger", miner.jobId(), "00000000", 1);
      assertThat(miner.last()).contains("[24,");
    }

    /// T20: the same work in another spelling, or from another miner, is the same work.
    @Test
    void seenBeforeAreRefusedInEverySpelling() {
      miner.submits("w.rig", miner.jobId(), "0000000a", 0xabc);
      miner.says(
          "{\"id\":10,\"method\":\"mining.submit\",\"params\":[\"w.rig\",\""
              + miner.jobId()
              + "\",\"0000000A\",\"%08X\",\"ABC\",\"00000000\"]}".formatted(NTIME));
      assertThat(miner.last()).startsWith("{\"id\":10,").contains("[22,");
      miner.says(
          "{\"id\":11,\"method\":\"mining.submit\",\"params\":[\"w.rig\",\""
              + miner.jobId()
              + "\",\"0000000A\",\"%08X\",\"ABC\"]}".formatted(NTIME));
      assertThat(miner.last()).startsWith("{\"id\":11,").contains("[22,");
      assertThat(pool.submits()).hasSize(1);
      assertThat(world.count(ShareFate.DUPLICATE)).isEqualTo(2);
    }

    /// T29: no version bits though they were granted.
    @Test
    void withoutVersionBitsAreGoodOnes() {
      miner.says(
          "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],{}]}");
      miner.submits("w.rig", miner.jobId(), "0000000a", 5);
      assertThat(pool.submits()).hasSize(1);
    }

    @Test
    void withBitsOutsideTheMaskAreRefused() {
      miner.says(
          "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\"],"
              + "{\"version-rolling.mask\":\"00ffe000\"}]}");
      miner.says(
          submitLine("9", "w.rig", miner.jobId(), "0000000a", 5).replace("]}", ",\"10000000\"]}"));
      assertThat(miner.last()).contains("[20,");
      miner.says(
          submitLine("9", "w.rig", miner.jobId(), "0000000a", 5).replace("]}", ",\"00002000\"]}"));
      assertThat(pool.submits().getFirst()).endsWith("\"00002000\"]}");
    }
  }

  @Nested
  class LateShares {
    final PoolEnd pool = pool(ANYTHING);
    final MinerEnd miner = world.mining("w.rig");

    /// T18
    @Test
    void ofThePreviousBlockAreStaleAndNotForwarded() {
      String old = miner.jobId();
      pool.job("j2", true);
      miner.submits("w.rig", old, "00000001", 1);
      assertThat(miner.last()).contains("[21,");
      assertThat(pool.submits()).isEmpty();
      assertThat(world.count(ShareFate.STALE)).isEqualTo(1);
    }

    @Test
    void ofAJobThatStillCountsAreGood() {
      String old = miner.jobId();
      pool.job("j2", false);
      miner.submits("w.rig", old, "00000001", 1);
      assertThat(pool.submits().getFirst()).contains("\"j1\"");
    }

    /// T18: what a miner was never given it can't submit, whatever others were given.
    @Test
    void ofAJobThatThisMinerNeverHadAreStale() {
      String old = miner.jobId();
      pool.job("j2", false);
      MinerEnd other = world.mining("w.other");
      other.submits("w.other", old, "00000001", 1);
      assertThat(other.last()).contains("[21,");
    }

    /// T19: the pool used a name twice; each job has its own table of shares seen.
    @Test
    void ofANameUsedAgainAreTheNewJobsShares() {
      String first = miner.jobId();
      miner.submits("w.rig", first, "00000001", 1);
      pool.job("j1", true);
      String second = miner.jobId();
      assertThat(second).isNotEqualTo(first);
      miner.submits("w.rig", second, "00000001", 1);
      assertThat(pool.submits()).hasSize(2);
      miner.submits("w.rig", first, "00000002", 2);
      assertThat(miner.last()).contains("[21,");
    }
  }

  @Nested
  class Blocks {

    /// T25: written down before a byte goes to the pool.
    @Test
    void areWrittenDownFirst() {
      world.writesSlowly = true;
      world.miner().hangsUp();
      PoolEnd pool = world.open("aabbccdd", 8, 1e6);
      pool.job("j1", true, EASIEST_NBITS, "20000000");
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", easyNonce(miner));

      assertThat(world.blocks).hasSize(1);
      assertThat(pool.submits()).isEmpty();
      world.slowDisk.remove().run();
      assertThat(pool.submits()).hasSize(1);
    }

    /// T25: forwarded though it is late, and far below the pool's difficulty.
    @Test
    void areForwardedThoughLateAndLow() {
      world.miner().hangsUp();
      PoolEnd pool = world.open("aabbccdd", 8, 1e6);
      pool.job("j1", true, EASIEST_NBITS, "20000000");
      MinerEnd miner = world.mining("w.rig");
      String old = miner.jobId();
      pool.job("j2", true, EASIEST_NBITS, "20000000");
      miner.submits("w.rig", old, "00000001", easyNonce(miner));

      assertThat(pool.submits()).hasSize(1);
      pool.says(
          "{\"id\":"
              + idOf(pool.submits().getFirst())
              + ",\"result\":null,\"error\":[21,\"late\",null]}");
      assertThat(miner.last()).isEqualTo("{\"id\":9,\"result\":null,\"error\":[21,\"late\",null]}");
    }

    @Test
    void areForwardedUnderTheConfiguredNameThoughTheirsWasNeverAuthorised() {
      world.miner().hangsUp();
      PoolEnd pool = world.open("aabbccdd", 8, 1e6);
      pool.job("j1", true, EASIEST_NBITS, "20000000");
      MinerEnd miner = world.mining("w.rig");
      miner.submits("stranger", miner.jobId(), "00000001", easyNonce(miner));
      assertThat(pool.submits().getFirst()).contains("\"wallet.adit\"");
    }

    @Test
    void goUnderTheConfiguredNameWhereThePoolRefusesTheMiners() {
      world = new LaneWorld(LaneWorld.settings(LaneWorld.pool("main", WorkerNaming.SUFFIX, false)));
      world.miner().hangsUp();
      PoolEnd pool = world.open("aabbccdd", 8, 1e6);
      pool.job("j1", true, EASIEST_NBITS, "20000000");
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", easyNonce(miner));
      assertThat(pool.heard.getLast()).contains("mining.authorize").contains("wallet.rig");
      pool.says("{\"id\":" + pool.lastId() + ",\"result\":false,\"error\":[24,\"no\",null]}");
      assertThat(pool.submits().getFirst()).contains("\"wallet.adit\"");
    }

    /// Half of all hashes meet the easiest target; one of the first nonces does.
    private int easyNonce(MinerEnd miner) {
      int nonce = 0;
      LaneWorld probe = new LaneWorld();
      probe.miner().hangsUp();
      PoolEnd pool = probe.open("aabbccdd", 8, 1e6);
      pool.job("j1", true, EASIEST_NBITS, "20000000");
      MinerEnd twin = probe.mining("w.rig");
      assertThat(twin.extranonce1()).isEqualTo(miner.extranonce1());
      while (probe.blocks.isEmpty()) {
        twin.submits("w.rig", twin.jobId(), "00000001", ++nonce);
      }
      return nonce;
    }
  }

  @Nested
  class WhenThePoolFails {
    final PoolEnd pool = pool(ANYTHING);
    final MinerEnd miner = world.mining("w.rig");

    /// T31
    @Test
    void byDyingEveryShareIsAnsweredAsLost() {
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      miner.submits("w.rig", miner.jobId(), "00000002", 2);
      miner.heard.clear();
      world.poolLost("reset by peer");
      assertThat(miner.heard).hasSize(2).allMatch(line -> line.contains("[21,\"Lost: "));
      miner.submits("w.rig", "nope", "00000003", 3);
      assertThat(miner.heard).hasSize(3);
      assertThat(world.count(ShareFate.LOST)).isEqualTo(2);
    }

    /// T31
    @Test
    void byAnsweringNothingEveryShareIsAnsweredInTime() {
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      miner.heard.clear();
      world.seconds(31);
      assertThat(miner.heard).hasSize(1);
      assertThat(miner.last()).contains("[21,\"Lost: the pool did not answer\"");
      pool.accepts(pool.submits().getFirst());
      assertThat(miner.heard).hasSize(1);
      assertThat(world.lane.view(false, world.now).unknownAnswers()).isEqualTo(1);
    }

    /// T31
    @Test
    void byAnsweringTwiceOrOutOfThinAirTheMinerHearsOneAnswer() {
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      miner.heard.clear();
      pool.accepts(pool.submits().getFirst());
      pool.accepts(pool.submits().getFirst());
      for (String id : List.of("77", "-1", "null", "\"x\"", "{}", "1e3")) {
        pool.says("{\"id\":" + id + ",\"result\":true,\"error\":null}");
      }
      assertThat(miner.heard).containsExactly(yes("9"));
      assertThat(world.lane.view(false, world.now).unknownAnswers()).isEqualTo(7);
    }

    /// T31: neither yes nor no is no yes.
    @Test
    void byAnsweringNullAndNullTheShareCountsAsRejected() {
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      pool.says("{\"id\":" + pool.lastId() + ",\"result\":null,\"error\":null}");
      assertThat(miner.last()).isEqualTo("{\"id\":9,\"result\":null,\"error\":null}");
      assertThat(world.count(ShareFate.REJECTED)).isEqualTo(1);
    }

    /// Invariant 4.
    @Test
    void noShareOfTheOldConnectionReachesTheNew() {
      String old = miner.jobId();
      world.poolLost("reset by peer");
      PoolEnd next = world.open("aabbccdd", 8, ANYTHING);
      next.job("j1", true);
      assertThat(miner.jobId()).isNotEqualTo(old);
      miner.submits("w.rig", old, "00000001", 1);
      assertThat(miner.last()).contains("[21,");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      assertThat(next.submits()).hasSize(1);
      assertThat(pool.submits()).isEmpty();
    }

    @Test
    void aShareJudgedAfterwardsIsLostNotSentToTheNextConnection() {
      world.judgesSlowly = true;
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      world.poolLost("reset by peer");
      PoolEnd next = world.open("aabbccdd", 8, ANYTHING);
      next.job("j1", true);
      world.slowVerdicts.remove().run();
      assertThat(next.submits()).isEmpty();
      assertThat(miner.last()).startsWith("{\"id\":9,").contains("Lost");
    }
  }

  @Nested
  class WorkerNames {

    /// T14
    @Test
    void keepAShareWaitingThatThenIsOfThePastAndGoesNowhere() {
      world = named(WorkerNaming.SUFFIX, false);
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("other.rig7");
      miner.submits("other.rig7", miner.jobId(), "00000001", 1);
      pool.says("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"5566\",6]}");
      pool.job("k", true);
      pool.says(
          "{\"id\":" + LaneWorld.idOf(pool.heard.getFirst()) + ",\"result\":true,\"error\":null}");
      assertThat(pool.submits()).isEmpty();
      assertThat(miner.last()).startsWith("{\"id\":9,").contains("[21,");
    }

    @Test
    void areAuthorisedOnceBeforeTheirFirstShare() {
      world = named(WorkerNaming.SUFFIX, false);
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("other.rig7");
      assertThat(pool.heard).isEmpty();
      miner.submits("other.rig7", miner.jobId(), "00000001", 1);
      miner.submits("other.rig7", miner.jobId(), "00000002", 2);
      assertThat(pool.heard)
          .containsExactly(
              "{\"id\":5,\"method\":\"mining.authorize\",\"params\":[\"wallet.rig7\",\"secret\"]}");
      pool.says(yes("5"));
      assertThat(pool.submits())
          .hasSize(2)
          .allMatch(line -> line.contains("\"params\":[\"wallet.rig7\","));
      miner.submits("other.rig7", miner.jobId(), "00000003", 3);
      assertThat(pool.heard).hasSize(4);
    }

    @Test
    void thatThePoolRefusesAreRefusedInItsWords() {
      world = named(WorkerNaming.PASSTHROUGH, false);
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("strange");
      miner.submits("strange", miner.jobId(), "00000001", 1);
      pool.says("{\"id\":5,\"result\":false,\"error\":[24,\"Who?\",null]}");
      assertThat(miner.last()).isEqualTo("{\"id\":9,\"result\":null,\"error\":[24,\"Who?\",null]}");
      assertThat(pool.submits()).isEmpty();
    }

    @Test
    void thatThePoolRefusesFallBackWhereThatIsWanted() {
      world = named(WorkerNaming.SUFFIX, true);
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      pool.says("{\"id\":5,\"result\":false,\"error\":[24,\"Who?\",null]}");
      assertThat(pool.submits().getFirst()).contains("\"wallet.adit\"");
    }

    /// As ckpool is about every name but the first of a connection. Silence is no refusal.
    @Test
    void thatThePoolIsSilentAboutAreReplacedByThePoolsUser() {
      world = named(WorkerNaming.SUFFIX, false);
      PoolEnd pool = pool(ANYTHING);
      MinerEnd miner = world.mining("w.rig");
      miner.submits("w.rig", miner.jobId(), "00000001", 1);
      world.seconds(6);
      miner.submits("w.rig", miner.jobId(), "00000001", 2);
      assertThat(pool.submits()).hasSize(2).allMatch(line -> line.contains("\"wallet.adit\""));
      assertThat(world.notices.getLast().text()).contains("worker_names = \"single\"");
    }

    private LaneWorld named(WorkerNaming naming, boolean fallback) {
      return new LaneWorld(LaneWorld.settings(LaneWorld.pool("main", naming, fallback)));
    }
  }
}
