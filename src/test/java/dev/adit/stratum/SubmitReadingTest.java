package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Submit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitReadingTest {
  private static final RequestId FOUR = RequestId.of(4);

  private static MinerMessage submit(String params) {
    return Lines.miner("{\"id\":4,\"method\":\"mining.submit\",\"params\":" + params + "}");
  }

  private static Submit share(int nonce) {
    HexBytes extranonce2 = Lines.hex("0a00ff");
    return new Submit(FOUR, "w.rig1", "4F", extranonce2, 0x64c25820, nonce, null);
  }

  @Test
  void readsFiveParameters() {
    assertThat(submit("[\"w.rig1\",\"4F\",\"0a00ff\",\"64c25820\",\"591d28da\"]"))
        .isEqualTo(share(0x591d28da));
  }

  @Test
  void readsVersionBitsAndIgnoresWhatFollows() {
    Submit plain = share(0xb6fda90f);
    Submit rolled =
        new Submit(
            plain.id(),
            plain.worker(),
            plain.jobId(),
            plain.extranonce2(),
            plain.ntime(),
            plain.nonce(),
            0x20000000);
    assertThat(
            submit(
                "[\"w.rig1\",\"4F\",\"0a00ff\",\"64c25820\",\"b6fda90f\",\"20000000\",{},7,null]"))
        .isEqualTo(rolled);
  }

  @Test
  void takesANullForAbsentVersionBits() {
    assertThat(submit("[\"w.rig1\",\"4F\",\"0a00ff\",\"64c25820\",\"1\",null]"))
        .isEqualTo(share(1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "f, 15", "1a2b, 6699", "591d28d, 93442701", "FFFFFFFF, -1"})
  @DisplayName("T16: a nonce of fewer than 8 digits is padded on the left")
  void padsAShortNonce(String digits, int nonce) {
    assertThat(submit("[\"w.rig1\",\"4F\",\"0a00ff\",\"64c25820\",\"" + digits + "\"]"))
        .isEqualTo(share(nonce));
    assertThat(Lines.written(share(nonce))).contains("%08x".formatted(nonce));
  }

  @Test
  @DisplayName("T15: upper-case digits mean the same bytes")
  void readsUpperCase() {
    assertThat(submit("[\"w.rig1\",\"4F\",\"0A00FF\",\"64C25820\",\"591D28DA\"]"))
        .isEqualTo(share(0x591d28da));
  }

  @Test
  void readsDigitsBehindEscapes() {
    assertThat(submit("[\"w.rig1\",\"4F\",\"\\u0030a00ff\",\"64c2582\\u0030\",\"\\u0031\"]"))
        .isEqualTo(share(1));
  }

  @Test
  void takesAnEmptyWorker() {
    assertThat(submit("[\"\",\"4F\",\"\",\"1\",\"1\"]"))
        .isEqualTo(new Submit(FOUR, "", "4F", HexBytes.EMPTY, 1, 1, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "\"w\"",
        "[\"w\",\"4F\",\"00\",\"64c25820\"]",
        "[null,\"4F\",\"00\",\"64c25820\",\"1\"]",
        "[\"w\",4,\"00\",\"64c25820\",\"1\"]",
        "[\"w\",\"4F\",\"000\",\"64c25820\",\"1\"]",
        "[\"w\",\"4F\",\"0g\",\"64c25820\",\"1\"]",
        "[\"w\",\"4F\",7,\"64c25820\",\"1\"]",
        "[\"w\",\"4F\",\"00\",\"\",\"1\"]",
        "[\"w\",\"4F\",\"00\",\"164c25820\",\"1\"]",
        "[\"w\",\"4F\",\"00\",1690458144,\"1\"]",
        "[\"w\",\"4F\",\"00\",\"64c25820\",\"\"]",
        "[\"w\",\"4F\",\"00\",\"64c25820\",\"-1\"]",
        "[\"w\",\"4F\",\"00\",\"64c25820\",\"0x1\"]",
        "[\"w\",\"4F\",\"00\",\"64c25820\",\"1\",\"123456789\"]",
        "[\"w\",\"4F\",\"00\",\"64c25820\",\"1\",7]"
      })
  void refusesWhatIsNoShare(String params) {
    assertThat(submit(params)).isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("T16: a nonce of more than 8 digits is refused by name")
  void refusesALongNonce() {
    assertThat(submit("[\"w\",\"4F\",\"00\",\"64c25820\",\"000000001\"]"))
        .isEqualTo(new Malformed(FOUR, "mining.submit", "Invalid nonce"));
  }
}
