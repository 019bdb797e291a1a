package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {
  private static double read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonNumbers.decimal(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 0.001",
    "16383.75, 16383.75",
    "1, 1",
    "1e-9, 0.000000001",
    "65536, 65536",
    "1e21, 1000000000000000000000",
    "123456789012345680, 123456789012345680",
    "0.1, 0.1"
  })
  @DisplayName("T23: a difficulty is written as plain decimal text")
  void writesPlainDecimalText(double value, String text) {
    assertThat(JsonNumbers.plain(value)).isEqualTo(text);
  }

  @Test
  @DisplayName("T23: every double survives being written and read")
  void survivesTheRoundTrip() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (Double.isFinite(value)) {
        assertThat(read(JsonNumbers.plain(value))).as("seed %s", seed).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "01",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "1d",
        "0x1",
        "NaN",
        "Infinity",
        "1 ",
        " 1",
        "1_0",
        "1e999",
        "-1e999",
        "--1"
      })
  void hasNoValueForWhatIsNoFiniteNumber(String text) {
    assertThat(read(text)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "fFfFfFfF, 4294967295", "00000001, 1", "1fffe000, 536862720"})
  void readsOneToEightHexadecimalDigits(String digits, long value) {
    byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
    assertThat(JsonNumbers.hex32(bytes, 0, bytes.length)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123456789", "g", "-1", "0x1", " 1", "é"})
  void readsNothingElseAsHexadecimal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(JsonNumbers.hex32(bytes, 0, bytes.length)).isEqualTo(-1);
  }
}
