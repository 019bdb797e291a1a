package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexBytesTest {
  @Test
  void readsEitherCaseAndWritesLowerCase() {
    assertThat(Lines.hex("00fFA9")).isEqualTo(Lines.hex("00FfA9")).hasToString("00ffa9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "000", "0g", "g0", " 0", "é", "0x", "０１", "--"})
  void isNothingWithoutAnEvenNumberOfDigits(String text) {
    assertThat(HexBytes.parse(text)).isNull();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(HexBytes.parse(bytes, 0, bytes.length)).isNull();
  }

  @Test
  void readsAPartOfAnArray() {
    byte[] line = "xx00ffA9xx".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexBytes.parse(line, 2, 8)).isEqualTo(Lines.hex("00ffa9"));
    assertThat(HexBytes.parse(line, 2, 2)).isEqualTo(HexBytes.EMPTY);
  }

  @Test
  void joinsAndCopies() {
    HexBytes joined = Lines.hex("0102").plus(HexBytes.EMPTY).plus(Lines.hex("ff"));
    byte[] target = new byte[5];
    assertThat(joined.copyTo(target, 1)).isEqualTo(4);
    assertThat(target).containsExactly(0, 1, 2, -1, 0);
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] source = {1, 2};
    HexBytes bytes = HexBytes.of(source);
    source[0] = 9;
    bytes.toByteArray()[1] = 9;
    assertThat(bytes).isEqualTo(Lines.hex("0102")).hasSameHashCodeAs(Lines.hex("0102"));
  }
}
