package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The JDK's own decoder is the oracle.
class Utf8Test {
  private static final int[] NONE = {};
  private static final int[] TAILS = {0x7f, 0x80, 0xbf, 0xc0};

  @Test
  void agreesWithTheJdkOnEveryCharacterOfSeveralBytes() {
    for (int lead = 0x80; lead < 0x100; lead++) {
      for (int second = 0; second < 0x100; second++) {
        check(lead, second);
        for (int third : lead < 0xe0 ? NONE : TAILS) {
          check(lead, second, third);
          for (int fourth : lead < 0xf0 ? NONE : TAILS) {
            check(lead, second, third, fourth);
          }
        }
      }
    }
  }

  @Test
  void wantsAllBytesOfACharacter() {
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.end(euro, 0, 3)).isEqualTo(3);
    assertThat(Utf8.end(euro, 0, 2)).isEqualTo(-1);
    assertThat(Utf8.end(euro, 0, 1)).isEqualTo(-1);
  }

  private static void check(int... character) {
    byte[] bytes = new byte[character.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) character[i];
    }
    boolean whole = Utf8.end(bytes, 0, bytes.length) == bytes.length;
    if (whole != isOneCharacter(bytes)) {
      fail("not judged as by the JDK: %s", HexBytes.of(bytes));
    }
  }

  private static boolean isOneCharacter(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePointCount(0, text.length()) == 1;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
