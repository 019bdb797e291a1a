package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Garbage;
import dev.adit.stratum.MinerMessage.Malformed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// T8: none of these lines may throw, nor cost more than their length.
class HostileLinesTest {
  private static final RequestId ONE = RequestId.of(1);

  private static MinerMessage request(String method, String params) {
    return Lines.miner("{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  @Test
  @DisplayName("T8: deep nesting is garbage, and costs no stack")
  void refusesDeepNesting() {
    assertThat(Lines.miner("[".repeat(16 * 1024))).isEqualTo(new Garbage("nested too deep"));
    assertThat(Lines.miner("{\"a\":".repeat(16 * 1024))).isEqualTo(new Garbage("nested too deep"));
  }

  @Test
  @DisplayName("T8: a field that stands twice is garbage, also in escapes")
  void refusesDuplicateFields() {
    assertThat(Lines.miner("{\"id\":1,\"method\":\"mining.ping\",\"id\":2}"))
        .isInstanceOf(Garbage.class);
    assertThat(Lines.miner("{\"id\":1,\"method\":\"mining.ping\",\"\\u0069d\":2}"))
        .isInstanceOf(Garbage.class);
    assertThat(Lines.miner("{\"\\u0069d\":1,\"method\":\"mining.ping\",\"i\\u0064\":2}"))
        .isInstanceOf(Garbage.class);
    assertThat(Lines.miner("{\"x\":1,\"x\":1,\"id\":1,\"method\":\"mining.ping\"}"))
        .isInstanceOf(Garbage.class);
  }

  @Test
  @DisplayName("T8: an option that stands twice is refused")
  void refusesDuplicateOptions() {
    String options = "{\"version-rolling.mask\":\"ff\",\"version-rolling.mask\":\"1fffe000\"}";
    assertThat(request("mining.configure", "[[\"version-rolling\"]," + options + "]"))
        .isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("T8: bytes that are no UTF-8 are garbage")
  void refusesInvalidUtf8() {
    byte[][] wrong = {
      {(byte) 0x80},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xc1, (byte) 0xbf},
      {(byte) 0xe0, (byte) 0x9f, (byte) 0xbf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf0, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xe2, (byte) 0x82}
    };
    for (byte[] text : wrong) {
      LineBuffer line = new LineBuffer().ascii("{\"id\":1,\"method\":\"");
      for (byte b : text) {
        line.add(b);
      }
      line.ascii("\"}");
      assertThat(new StratumCodec().readMiner(line.array(), 0, line.size()))
          .isEqualTo(new Garbage("invalid UTF-8"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "\"1e999\"", "\"NaN\"", "\"Infinity\"", "\"0x1p3\""})
  @DisplayName("T8: a number beyond any double is unusable")
  void refusesNumbersThatAreNone(String number) {
    assertThat(request("mining.suggest_difficulty", "[" + number + "]"))
        .isEqualTo(new Malformed(ONE, "mining.suggest_difficulty", "Invalid difficulty"));
    assertThat(request("mining.suggest_difficulty", "[NaN]")).isInstanceOf(Garbage.class);
  }

  @Test
  void refusesMoreFieldsThanAnyoneNeeds() {
    StringBuilder line = new StringBuilder("{\"id\":1");
    for (int i = 0; i < ObjectKeys.MAX; i++) {
      line.append(",\"f").append(i).append("\":0");
    }
    assertThat(Lines.miner(line.append('}').toString())).isInstanceOf(Garbage.class);
  }

  @Test
  void refusesMoreValuesThanABlockHasTransactions() {
    String line = "{\"id\":1,\"result\":[" + "1,".repeat(JsonTape.MAX_TOKENS) + "1]}";
    assertThat(Lines.miner(line)).isEqualTo(new Garbage("too many values"));
  }
}
