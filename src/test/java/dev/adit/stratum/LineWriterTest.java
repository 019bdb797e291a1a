package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Garbage;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.PoolMessage.Reconnect;
import dev.adit.stratum.PoolMessage.SetDifficulty;
import dev.adit.stratum.PoolMessage.SetExtranonce;
import dev.adit.stratum.PoolMessage.SetVersionMask;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The exact text of the lines, which real miners and pools parse with less care than we do.
class LineWriterTest {
  private static final RequestId SEVEN = RequestId.of(7);

  @Test
  void writesAShareWithEightDigitsForEachNumber() {
    assertThat(Lines.written(new Submit(SEVEN, "w.1", "4F", Lines.hex("0A"), 1, -1, null)))
        .isEqualTo(
            "{\"id\":7,\"method\":\"mining.submit\",\"params\":"
                + "[\"w.1\",\"4F\",\"0a\",\"00000001\",\"ffffffff\"]}\n");
    assertThat(Lines.written(new Submit(SEVEN, "w", "j", HexBytes.EMPTY, 0, 0, 0x2000)))
        .endsWith("[\"w\",\"j\",\"\",\"00000000\",\"00000000\",\"00002000\"]}\n");
  }

  @Test
  void escapesWhatAUserMayHaveTyped() {
    assertThat(Lines.written(new Authorize(SEVEN, "a\"b\\c\n\u0001ção😀", "x")))
        .isEqualTo(
            "{\"id\":7,\"method\":\"mining.authorize\",\"params\":"
                + "[\"a\\\"b\\\\c\\u000a\\u0001ção😀\",\"x\"]}\n");
  }

  @Test
  void writesOnlyTheParametersOfASubscribeThatAreThere() {
    assertThat(Lines.written(new Subscribe(SEVEN, "", null))).contains("\"params\":[]");
    assertThat(Lines.written(new Subscribe(SEVEN, "adit", null))).contains("[\"adit\"]");
    assertThat(Lines.written(new Subscribe(SEVEN, "", "s"))).contains("[\"\",\"s\"]");
  }

  @Test
  void writesAConfigure() {
    assertThat(
            Lines.written(
                new Configure(SEVEN, List.of("version-rolling", "x"), 0x1fffe000, 0.5, "adit")))
        .isEqualTo(
            "{\"id\":7,\"method\":\"mining.configure\",\"params\":[[\"version-rolling\",\"x\"],"
                + "{\"version-rolling.mask\":\"1fffe000\",\"minimum-difficulty.value\":0.5,"
                + "\"info.sw-version\":\"adit\"}]}\n");
  }

  @Test
  void writesAJob() {
    HexBytes hash = Lines.hex("0f".repeat(32));
    List<HexBytes> branch = List.of(hash, hash);
    assertThat(
            Lines.written(
                new Notify("j", hash, Lines.hex("01"), HexBytes.EMPTY, branch, 2, -1, 4, true)))
        .isEqualTo(
            "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"j\",\"H\",\"01\",\"\",[\"H\",\"H\"],\"00000002\",\"ffffffff\",\"00000004\",true]}\n"
                .replace("H", hash.hex()));
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0.001", "16383.75, 16383.75", "65536, 65536", "1e-9, 0.000000001"})
  @DisplayName("T23: a fractional difficulty is written exactly")
  void writesADifficulty(double difficulty, String text) {
    assertThat(Lines.written(new SetDifficulty(difficulty)))
        .isEqualTo(
            "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[" + text + "]}\n");
  }

  @Test
  void writesTheOtherNotifications() {
    assertThat(Lines.written(new SetExtranonce(Lines.hex("ab"), 4))).contains("[\"ab\",4]");
    assertThat(Lines.written(new SetVersionMask(0x6000))).contains("[\"00006000\"]");
    assertThat(Lines.written(new Reconnect(null, 0, 0))).contains("\"params\":[]");
    assertThat(Lines.written(new Reconnect(null, 0, 5))).contains("[null,null,5]");
    assertThat(Lines.written(new Reconnect("h", 3333, 0))).contains("[\"h\",3333,0]");
  }

  @Test
  @DisplayName("T4: an answer carries the text of its id")
  void writesAnAnswer() {
    assertThat(Lines.written(Answer.of(new RequestId("\"ação\""), "[ 1 ]")))
        .isEqualTo("{\"id\":\"ação\",\"result\":[ 1 ],\"error\":null}\n");
  }

  @Test
  void refusesToSayWhatWasNeverUnderstood() {
    assertThatThrownBy(() -> Lines.written(new Malformed(SEVEN, "m", "p")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lines.written(new Garbage("p")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
