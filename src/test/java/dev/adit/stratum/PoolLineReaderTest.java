package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Garbage;
import dev.adit.stratum.PoolMessage.GetVersion;
import dev.adit.stratum.PoolMessage.Ping;
import dev.adit.stratum.PoolMessage.Reconnect;
import dev.adit.stratum.PoolMessage.SetDifficulty;
import dev.adit.stratum.PoolMessage.SetExtranonce;
import dev.adit.stratum.PoolMessage.SetVersionMask;
import dev.adit.stratum.PoolMessage.ShowMessage;
import dev.adit.stratum.PoolMessage.Unknown;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolLineReaderTest {
  private static PoolMessage said(String method, String params) {
    return Lines.pool("{\"id\":null,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  @Nested
  class Settings {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[0.001]        | 0.001",
          "[16383.75]     | 16383.75",
          "[\"16383.75\"] | 16383.75",
          "[4.0]          | 4",
          "[1e-9]         | 1e-9",
          "512            | 512",
          "[1,2]          | 1"
        })
    @DisplayName("T23: a fractional difficulty is read exactly")
    void readsADifficulty(String params, double difficulty) {
      assertThat(said("mining.set_difficulty", params)).isEqualTo(new SetDifficulty(difficulty));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[0]", "[-1]", "[1e999]", "[\"NaN\"]", "[null]", "{}", "[\"\"]"})
    void callsADifficultyThatIsNoneGarbage(String params) {
      assertThat(said("mining.set_difficulty", params)).isInstanceOf(Garbage.class);
    }

    @Test
    void readsAnExtranonceAndJudgesNoSize() {
      assertThat(said("mining.set_extranonce", "[\"DEADBEEF\",8]"))
          .isEqualTo(new SetExtranonce(Lines.hex("deadbeef"), 8));
      assertThat(said("mining.set_extranonce", "[\"\",\"4\"]"))
          .isEqualTo(new SetExtranonce(HexBytes.EMPTY, 4));
      assertThat(said("mining.set_extranonce", "[\"00\",-1]"))
          .isEqualTo(new SetExtranonce(Lines.hex("00"), -1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[]", "[\"abc\",4]", "[\"ab\"]", "[\"ab\",4.5]", "[\"ab\",1e10]", "[7,4]"})
    void callsAnExtranonceThatIsNoneGarbage(String params) {
      assertThat(said("mining.set_extranonce", params)).isInstanceOf(Garbage.class);
    }

    @Test
    void readsAVersionMaskWithAndWithoutBrackets() {
      assertThat(said("mining.set_version_mask", "[\"1fffe000\"]"))
          .isEqualTo(new SetVersionMask(0x1fffe000));
      assertThat(said("mining.set_version_mask", "\"ffffffff\"")).isEqualTo(new SetVersionMask(-1));
      assertThat(said("mining.set_version_mask", "[]")).isInstanceOf(Garbage.class);
      assertThat(said("mining.set_version_mask", "[\"x\"]")).isInstanceOf(Garbage.class);
    }
  }

  @Nested
  class ClientMethods {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[]                        |             | 0     | 0",
          "null                      |             | 0     | 0",
          "[\"eu.pool.example\",3334]| eu.pool.example | 3334 | 0",
          "[\"h\",\"3334\",5]        | h           | 3334  | 5",
          "[\"h\",\"3334\",\"5\"]    | h           | 3334  | 5",
          "[\"\",0]                  |             | 0     | 0",
          "[null,65535,-1]           |             | 65535 | 0",
          "[\"h\"]                   | h           | 0     | 0"
        })
    @DisplayName("T33: a reconnect with its port as text or number")
    void readsAReconnect(String params, String host, int port, int wait) {
      assertThat(said("client.reconnect", params)).isEqualTo(new Reconnect(host, port, wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "\"x\"", "\"\"", "1.5", "1e99", "{}"})
    void callsAPortThatIsNoneGarbage(String port) {
      assertThat(said("client.reconnect", "[\"h\"," + port + "]")).isInstanceOf(Garbage.class);
    }

    @Test
    void showsATextInOneHarmlessLine() {
      assertThat(said("client.show_message", "[\"Ol\\u00e1\\n\\u001b[2J\"]"))
          .isEqualTo(new ShowMessage("Olá??[2J"));
      assertThat(said("client.show_message", "[\"" + "m".repeat(999) + "\"]"))
          .isEqualTo(new ShowMessage("m".repeat(256)));
      assertThat(said("client.show_message", "[]")).isInstanceOf(Garbage.class);
    }

    @Test
    void keepsTheIdOfWhatWantsAnAnswer() {
      assertThat(Lines.pool("{\"id\":42,\"method\":\"mining.ping\",\"params\":[]}"))
          .isEqualTo(new Ping(RequestId.of(42)));
      assertThat(Lines.pool("{\"id\":10,\"method\":\"client.get_version\"}"))
          .isEqualTo(new GetVersion(RequestId.of(10)));
    }

    @Test
    void keepsAnUnknownMethodAsItWasWritten() {
      assertThat(said("mining.set_goal", "[ {} ]"))
          .isEqualTo(new Unknown("mining.set_goal", "[ {} ]"));
      assertThat(Lines.pool("{\"method\":\"x\"}")).isEqualTo(new Unknown("x", "[]"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "mining.submit",
          "mining.authorize",
          "mining.extranonce.subscribe",
          "mining.node"
        })
    void dropsWhatOnlyAMinerMaySay(String method) {
      assertThat(said(method, "[]")).isInstanceOf(Garbage.class);
    }
  }

  @Nested
  class Answers {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"id\":1,\"result\":true,\"error\":null}             | true  | null",
          "{\"id\":1,\"result\":true}                            | true  | null",
          "{\"id\":1,\"result\":false,\"error\":\"Stale\"}       | false | \"Stale\"",
          "{\"id\":1,\"error\":[21,\"Job not found\", \"\"]}     | null  | [21,\"Job not found\","
              + " \"\"]",
          "{\"id\":1,\"error\":{\"code\":22,\"data\":null}}      | null  |"
              + " {\"code\":22,\"data\":null}",
          "{\"id\":1,\"result\":null,\"error\":null}             | null  | null",
          "{\"id\":1}                                            | null  | null",
          "{\"reject-reason\":\"Above\",\"result\":false,\"error\":null,\"id\":1} | false |"
              + " [20,\"Above\",null]",
          "{\"reject-reason\":\"x\",\"error\":[23,\"y\",null],\"id\":1}   | null  |"
              + " [23,\"y\",null]",
          "{\"reject-reason\":7,\"result\":true,\"id\":1}        | true  | null"
        })
    @DisplayName("T32: an answer may lack its result or its error")
    void keepsResultAndErrorAsTheyWereWritten(String line, String result, String error) {
      assertThat(Lines.pool(line)).isEqualTo(new Answer(RequestId.of(1), result, error));
    }

    @Test
    void isYesOnlyWithTrueAndNoError() {
      assertThat(Answer.yes(RequestId.NULL).isYes()).isTrue();
      assertThat(new Answer(RequestId.NULL, "null", "null").isYes()).isFalse();
      assertThat(new Answer(RequestId.NULL, "true", "[20,\"x\",null]").isYes()).isFalse();
      StratumError stale = new StratumError(StratumError.JOB_NOT_FOUND, "Stale");
      assertThat(Answer.refusal(RequestId.NULL, stale).error()).isEqualTo("[21,\"Stale\",null]");
    }
  }

  @Test
  void callsALineThatIsNoObjectGarbage() {
    assertThat(Lines.pool("invalid json")).isInstanceOf(Garbage.class);
    assertThat(Lines.pool("")).isInstanceOf(Garbage.class);
    assertThat(Lines.pool("[1]")).isInstanceOf(Garbage.class);
  }
}
