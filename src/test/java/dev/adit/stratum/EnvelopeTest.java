package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Answer;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Garbage;
import dev.adit.stratum.MinerMessage.Ping;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final RequestId ONE = RequestId.of(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"auth\"",
        "null",
        "0",
        "-1",
        "9007199254740993",
        "1.5",
        "{}",
        "[1, 2]",
        "\"\\u0041\"",
        "1e999",
        "true",
        "\"ção\""
      })
  @DisplayName("T4: an id is kept as the JSON text that the miner wrote")
  void keepsTheTextOfAnId(String id) {
    assertThat(Lines.miner("{\"id\": " + id + " ,\"method\":\"mining.ping\"}"))
        .isEqualTo(new Ping(new RequestId(id)));
  }

  @Test
  void readsAnAbsentIdAsNull() {
    assertThat(Lines.miner("{\"method\":\"mining.ping\"}")).isEqualTo(new Ping(RequestId.NULL));
  }

  @Test
  void takesFieldsInAnyOrderAndIgnoresOthers() {
    String line =
        "\t{\"server\":0,\"params\":[\"a\",\"b\"],\"jsonrpc\":\"2.0\",\"method\":"
            + "\"mining.authorize\",\"x\":{\"id\":7},\"id\":1} \r";
    assertThat(Lines.miner(line)).isEqualTo(new Authorize(ONE, "a", "b"));
  }

  @Test
  void decodesEscapesInNamesAndTexts() {
    String line =
        "{\"\\u0069d\":1,\"method\":\"mining\\u002eauthorize\",\"params\":"
            + "[\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e7\\ud83d\\ude00\",\"\"]}";
    assertThat(Lines.miner(line))
        .isEqualTo(new Authorize(ONE, "a\"\\/\b\f\n\r\tç\ud83d\ude00", ""));
  }

  @Test
  void readsWhatHasNoMethodAsAnAnswer() {
    assertThat(Lines.miner("{\"id\":42,\"result\":\"pong\",\"error\":null}"))
        .isEqualTo(new Answer(RequestId.of(42), "\"pong\"", "null"));
    assertThat(Lines.miner("{\"result\":true,\"method\":null,\"id\":1}"))
        .isEqualTo(new Answer(ONE, "true", "null"));
    assertThat(Lines.miner("{\"id\":1}")).isEqualTo(new Answer(ONE, "null", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r",
        "invalid json",
        "{}",
        "[]",
        "7",
        "null",
        "{\"params\":[]}",
        "{\"id\":1,\"method\":7}",
        "{\"id\":1,\"method\":\"mining.ping\"",
        "{\"id\":1}{}",
        "{'id':1}",
        "{\"id\":1,}",
        "{\"id\":NaN,\"method\":\"mining.ping\"}",
        "{\"id\":1,\"method\":\"mining.ping\\x\"}",
        "{\"id\":1,\"method\":\"\\ud83d\"}",
        "{\"id\":1,\"method\":\"\\ude00\\ud83d\"}",
        "{\"id\":1,\"method\":\"\\ud83d\\u0041\"}",
        "{\"id\":1,\n\"method\":\"mining.ping\"}",
        "GET / HTTP/1.1"
      })
  void callsEverythingElseGarbage(String line) {
    assertThat(Lines.miner(line)).isInstanceOf(Garbage.class);
  }

  @Test
  void readsOnlyItsPartOfTheArray() {
    String around = "}}{\"id\":1,\"method\":\"mining.ping\"}\"\"";
    byte[] bytes = around.getBytes(StandardCharsets.US_ASCII);
    assertThat(new StratumCodec().readMiner(bytes, 2, bytes.length - 4)).isEqualTo(new Ping(ONE));
  }
}
