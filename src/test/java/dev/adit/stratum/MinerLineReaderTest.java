package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Chatter;
import dev.adit.stratum.MinerMessage.ExtranonceSubscribe;
import dev.adit.stratum.MinerMessage.GetTransactions;
import dev.adit.stratum.MinerMessage.GetVersion;
import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Ping;
import dev.adit.stratum.MinerMessage.Request;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.MinerMessage.UnknownRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinerLineReaderTest {
  private static final RequestId ONE = RequestId.of(1);

  private static MinerMessage request(String method, String params) {
    return Lines.miner("{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  @Nested
  class Handshake {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[]                      | ''    | ",
          "[null]                  | ''    | ",
          "{}                      | ''    | ",
          "null                    | ''    | ",
          "7                       | ''    | ",
          "[\"ua\",123]            | ua    | ",
          "[\"ua\",\"\"]           | ua    | ",
          "[\"ua\",\"s1\"]         | ua    | s1",
          "[\"ua\",null,\"h\",1]   | ua    | ",
          "[{\"a\":[]},\"s1\"]     | ''    | s1"
        })
    @DisplayName("T6: subscribe works with any parameters")
    void takesAnyParametersOfSubscribe(String params, String userAgent, String sessionId) {
      assertThat(request("mining.subscribe", params))
          .isEqualTo(new Subscribe(ONE, userAgent, sessionId));
    }

    @Test
    @DisplayName("T6: subscribe works without parameters")
    void takesASubscribeWithoutParameters() {
      assertThat(Lines.miner("{\"id\":1,\"method\":\"mining.subscribe\"}"))
          .isEqualTo(new Subscribe(ONE, "", null));
    }

    @Test
    void cutsAUserAgentToPrintableText() {
      assertThat(request("mining.subscribe", "[\"cg\\u001b[31m\\u202eminer\"]"))
          .isEqualTo(new Subscribe(ONE, "cg?[31m?miner", null));
      assertThat(request("mining.subscribe", "[\"" + "x".repeat(1000) + "\"]"))
          .isEqualTo(new Subscribe(ONE, "x".repeat(64), null));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[\"w\",\"x\"]       | x",
          "[\"w\"]             | ''",
          "[\"w\",null]        | ''",
          "[\"w\",\"\"]        | ''",
          "[\"w\",123]         | 123",
          "[\"w\",true]        | true",
          "[\"w\",{\"d\": 1}]  | {\"d\": 1}"
        })
    void takesAnyPassword(String params, String password) {
      assertThat(request("mining.authorize", params)).isEqualTo(new Authorize(ONE, "w", password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]", "[7,\"x\"]", "{}", "\"w\""})
    void wantsAUserThatIsText(String params) {
      assertThat(request("mining.authorize", params))
          .isEqualTo(new Malformed(ONE, "mining.authorize", "Invalid user"));
    }

    @Test
    void neverPrintsAPassword() {
      assertThat(request("mining.authorize", "[\"w\",\"secret\"]").toString())
          .doesNotContain("secret");
    }
  }

  @Nested
  class OtherMethods {
    @Test
    void knowsTheSmallOnes() {
      assertThat(request("mining.extranonce.subscribe", "[]"))
          .isEqualTo(new ExtranonceSubscribe(ONE));
      assertThat(request("mining.subscribe.extranonce", "[]"))
          .isEqualTo(new ExtranonceSubscribe(ONE));
      assertThat(request("mining.get_version", "[]")).isEqualTo(new GetVersion(ONE));
      assertThat(request("MINING.PING", "[]")).isEqualTo(new Ping(ONE));
    }

    @Test
    void findsAJobIdAlsoInsideTheName() {
      assertThat(request("mining.get_transactions", "[\"4f\"]"))
          .isEqualTo(new GetTransactions(ONE, "4f"));
      assertThat(request("mining.get_transactions(4F)", "[]"))
          .isEqualTo(new GetTransactions(ONE, "4F"));
      assertThat(request("mining.get_txnhashes", "[]")).isEqualTo(new GetTransactions(ONE, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pong", "mining.capabilities", "mining.hashes_done"})
    @DisplayName("T7: a pong and other chatter want no answer")
    void hearsChatter(String method) {
      assertThat(request(method, "[]")).isEqualTo(new Chatter(method));
      assertThat(Lines.miner("{\"method\":\"" + method + "\"}")).isEqualTo(new Chatter(method));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "mining.multi_version",
          "mining.term",
          "mining.passthrough",
          "mining.node",
          "mining.remote",
          "Mining.Node",
          "mining.terminate",
          "mining.node(1)",
          "mining.authorise",
          "mining.submit2",
          "mining.suggest",
          "mining.notify",
          "mining.set_difficulty",
          "mining.set_extranonce",
          "mining.set_version_mask",
          "client.reconnect",
          "client.show_message",
          "client.anything"
        })
    @DisplayName("T5: what a pool would take for its own is refused, never relayed")
    void refusesWhatAPoolWouldTakeForItsOwn(String method) {
      assertThat(request(method, "[]")).isEqualTo(new Malformed(ONE, method, "Unsupported method"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mining.none_existing", "eth_submitLogin", "", "x(y)", "Mining.New"})
    void keepsAnUnknownRequestAsItWasWritten(String method) {
      assertThat(request(method, "[ 1 ,{\"a\":\"\\u0041\"}]"))
          .isEqualTo(new UnknownRequest(ONE, method, "[ 1 ,{\"a\":\"\\u0041\"}]"));
      assertThat(Lines.miner("{\"id\":1,\"method\":\"" + method + "\"}"))
          .isEqualTo(new UnknownRequest(ONE, method, "[]"));
    }

    @Test
    void givesEveryRefusalTheIdOfItsRequest() {
      assertThat(Lines.miner("{\"id\":\"a\",\"method\":\"mining.submit\"}"))
          .isInstanceOfSatisfying(
              Request.class, refused -> assertThat(refused.id().json()).isEqualTo("\"a\""));
    }
  }
}
