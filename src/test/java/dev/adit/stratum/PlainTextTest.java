package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void stopsAtEveryByteThatIsNotPlainWhereverItStands() {
    for (int value = 0; value < 256; value++) {
      boolean plain = value >= 0x20 && value < 0x80 && value != '"' && value != '\\';
      for (int place = 0; place < 20; place++) {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, (byte) '!');
        bytes[place] = (byte) value;
        assertThat(PlainText.end(bytes, 0, 20))
            .as("%d at %d", value, place)
            .isEqualTo(plain ? 20 : place);
      }
      assertThat(PlainText.is("ab" + (char) value)).isEqualTo(plain);
    }
  }

  @Test
  void looksOnlyAtItsRange() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, 9, 23, (byte) ' ');
    assertThat(PlainText.end(bytes, 9, 23)).isEqualTo(23);
    assertThat(PlainText.end(bytes, 9, 32)).isEqualTo(23);
    assertThat(PlainText.end(bytes, 9, 9)).isEqualTo(9);
    assertThat(PlainText.end(bytes, Integer.MAX_VALUE, 23)).isEqualTo(Integer.MAX_VALUE);
  }
}
