package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinerSessionTest {
  private static final String CONFIGURE =
      "{\"id\":\"c\",\"method\":\"mining.configure\",\"params\":[[\"version-rolling\",\"info\",\"foo\"],"
          + "{\"version-rolling.mask\":\"ffffffff\"}]}";
  private static final String SUBSCRIBE =
      "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"miner/1\"]}";
  private static final String AUTHORIZE =
      "{\"id\":\"auth\",\"method\":\"mining.authorize\",\"params\":[\"w.rig\",\"x\"]}";

  LaneWorld world = new LaneWorld();

  @Nested
  class BeforeThePoolIsThere {

    /// T1
    @Test
    void hearsNothingBeforeTheAnswerToItsFirstRequest() {
      MinerEnd miner = world.miner();
      PoolEnd pool = world.open("aabbccdd", 8, 1);
      pool.job("j", true);
      pool.difficulty(2);
      world.seconds(120);
      assertThat(miner.heard).isEmpty();

      miner.says(SUBSCRIBE);
      assertThat(miner.heard.getFirst()).startsWith("{\"id\":1,\"result\":[[[");
    }

    /// T2: the answers come in the order asked, though only the pool knew them.
    @Test
    void getsItsAnswersInOrderOnceThePoolHasSpoken() {
      MinerEnd miner = world.miner();
      miner.says(CONFIGURE);
      miner.says(SUBSCRIBE);
      miner.says(AUTHORIZE);
      assertThat(miner.heard).isEmpty();
      assertThat(world.dialled).containsExactly("main");

      world.open("aabbccdd", 8, 0.5).job("j", true);

      assertThat(miner.heard).hasSize(5);
      assertThat(miner.heard.get(0)).startsWith("{\"id\":\"c\",\"result\":{");
      assertThat(miner.heard.get(1)).startsWith("{\"id\":1,\"result\":[[[");
      assertThat(miner.heard.get(2)).isEqualTo("{\"id\":\"auth\",\"result\":true,\"error\":null}");
      assertThat(miner.heard.get(3)).contains("mining.set_difficulty").contains("[0.5]");
      assertThat(miner.heard.get(4)).contains("mining.notify").endsWith("true]}");
    }

    @Test
    void isNotCutForSilenceWhileWeKeepItWaiting() {
      MinerEnd waiting = world.miner();
      waiting.says(SUBSCRIBE);
      MinerEnd silent = world.miner();
      world.seconds(301);
      assertThat(waiting.closed).isNull();
      assertThat(silent.closed).isEqualTo(CloseReason.IDLE);
    }

    @Test
    void isDroppedWhenItHeapsUpRequests() {
      MinerEnd miner = world.miner();
      for (int i = 0; i < 40; i++) {
        miner.says(SUBSCRIBE);
      }
      assertThat(miner.closed).isEqualTo(CloseReason.GARBAGE);
    }

    /// Invariant 9.
    @Test
    void isDroppedWhenItHeapsUpText() {
      MinerEnd miner = world.miner();
      miner.says("{\"id\":1,\"method\":\"mining.fly\",\"params\":[\"" + "x".repeat(5_000) + "\"]}");
      assertThat(miner.closed).isEqualTo(CloseReason.GARBAGE);
    }

    @Test
    void isDroppedAtOnceWhenItsFirstWordsMakeNoSense() {
      MinerEnd miner = world.miner();
      miner.says("GET / HTTP/1.1");
      assertThat(miner.closed).isEqualTo(CloseReason.GARBAGE);
    }
  }

  @Nested
  class WhileHandshaking {
    final MinerEnd miner = world.miner();
    final PoolEnd pool = world.open("aabbccdd", 8, ANYTHING);

    WhileHandshaking() {
      pool.job("j", true);
    }

    /// T3
    @Test
    void mayAuthorizeBeforeItSubscribes() {
      miner.says(AUTHORIZE);
      assertThat(miner.take()).hasSize(1);
      miner.says(SUBSCRIBE);
      assertThat(miner.heard).hasSize(3);
      assertMines(miner);
    }

    /// T3
    @Test
    void mayConfigureAfterItSubscribed() {
      miner.says(SUBSCRIBE);
      miner.says(CONFIGURE);
      miner.says(AUTHORIZE);
      assertThat(miner.lastWith("version-rolling"))
          .contains("\"version-rolling\":true")
          .contains("\"version-rolling.mask\":\"1fffe000\"")
          .contains("\"info\":true")
          .contains("\"foo\":false")
          .endsWith("\"error\":null}");
      assertMines(miner);
    }

    /// T3
    @Test
    void maySubscribeAndAuthorizeTwice() {
      miner.says(SUBSCRIBE);
      miner.says(AUTHORIZE);
      String first = miner.extranonce1();
      miner.says(SUBSCRIBE);
      miner.says("{\"id\":7,\"method\":\"mining.authorize\",\"params\":[\"w.other\",\"x\"]}");
      assertThat(miner.extranonce1()).isEqualTo(first);
      assertThat(miner.last()).isEqualTo("{\"id\":7,\"result\":true,\"error\":null}");
      assertMines(miner);
      miner.submits("w.other", miner.jobId(), "0000000b", 77);
      assertThat(pool.submits()).hasSize(2);
    }

    /// T4
    @ParameterizedTest
    @ValueSource(strings = {"\"auth\"", "null", "0", "-1", "9007199254740993", "1.5", "{}", "[ 1]"})
    void getsItsIdBackToTheLetter(String id) {
      miner.says("{\"id\":" + id + ",\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
      assertThat(miner.take())
          .containsExactly("{\"id\":" + id + ",\"result\":true,\"error\":null}");
    }

    /// T5
    @Test
    void isToldThatAMethodIsUnknownAndStays() {
      miner.says("{\"id\":3,\"method\":\"mining.fly\",\"params\":[1]}");
      assertThat(miner.take().getFirst()).contains("[20,\"Unsupported method\",null]");
      assertThat(miner.closed).isNull();
      assertThat(pool.heard).isEmpty();
    }

    /// T6
    @ParameterizedTest
    @ValueSource(strings = {"", ",\"params\":[]", ",\"params\":[null]", ",\"params\":[\"ua\",123]"})
    void maySubscribeWithWhateverParameters(String params) {
      miner.says("{\"id\":1,\"method\":\"mining.subscribe\"" + params + "}");
      assertThat(miner.heard.getFirst())
          .matches(
              "\\{\"id\":1,\"result\":\\[\\[\\[\"mining.set_difficulty\",\"[0-9a-f]+\"],"
                  + "\\[\"mining.notify\",\"[0-9a-f]+\"]],\"aabbccdd[0-9a-f]{8}\",4],"
                  + "\"error\":null}");
    }

    /// T7
    @Test
    void mayPongWithoutAnAnswer() {
      miner.says("{\"id\":42,\"method\":\"pong\",\"params\":[]}");
      miner.says("{\"id\":42,\"result\":\"pong\",\"error\":null}");
      assertThat(miner.heard).isEmpty();
      assertThat(miner.closed).isNull();
    }

    /// T9
    @Test
    void getsTheCachedJobAtOnceAndClean() {
      pool.job("k", false);
      miner.says(SUBSCRIBE);
      miner.says(AUTHORIZE);
      assertThat(miner.last()).contains("mining.notify").endsWith("true]}");
    }

    @Test
    void isToldWhatIsMissingWhenItSubmitsTooEarly() {
      miner.submits("w.rig", "j", "00000000", 1);
      assertThat(miner.last()).contains("[25,");
      miner.says(SUBSCRIBE);
      miner.submits("w.rig", "j", "00000000", 1);
      assertThat(miner.last()).contains("[24,");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "mining.ping | []| {\"id\":3,\"result\":\"pong\",\"error\":null}",
          "mining.get_version | []| {\"id\":3,\"result\":\"adit/test\",\"error\":null}",
          "mining.suggest_difficulty | [0.5]| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.suggest_difficulty(7) | []| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.suggest_difficulty | [-1]| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.suggest_difficulty | [\"much\"]| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.suggest_target | [0]| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.suggest_target | [\"00ffff\"]| {\"id\":3,\"result\":true,\"error\":null}",
          "mining.get_transactions | [\"j\"]"
              + "| {\"id\":3,\"result\":null,\"error\":[20,\"A proxy has no transactions\",null]}",
        })
    void getsAnAnswerToSmallTalk(String method, String params, String answer) {
      miner.says("{\"id\":3,\"method\":\"" + method + "\",\"params\":" + params + "}");
      assertThat(miner.take()).containsExactly(answer);
    }

    @Test
    void hearsThatItsMinimumDifficultyHolds() {
      miner.says(
          "{\"id\":1,\"method\":\"mining.configure\",\"params\":[[\"minimum-difficulty\"],"
              + "{\"minimum-difficulty.value\":2048}]}");
      assertThat(miner.last()).contains("\"minimum-difficulty\":true");
    }

    private void assertMines(MinerEnd end) {
      end.submits("w.rig", end.jobId(), "0000000a", 4711);
      assertThat(pool.submits()).hasSize(1);
      pool.accepts(pool.submits().getFirst());
      assertThat(end.last()).isEqualTo("{\"id\":9,\"result\":true,\"error\":null}");
    }
  }

  @Nested
  class OnceItIsClosed {

    @Test
    void isClosedForTheFirstReasonAndNoOther() {
      MinerEnd miner = world.miner();
      miner.session.close(CloseReason.GARBAGE, world.now);
      miner.session.close(CloseReason.SHUTDOWN, world.now);
      miner.hangsUp();
      assertThat(miner.closed).isEqualTo(CloseReason.GARBAGE);
      assertThat(world.lane.view(false, world.now).closed())
          .containsOnly(Map.entry(CloseReason.GARBAGE.label(), 1L));
    }
  }
}
