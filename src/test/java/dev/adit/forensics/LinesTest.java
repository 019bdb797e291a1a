package dev.adit.forensics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
  private final Lines lines = new Lines(10);
  private final List<String> heard = new ArrayList<>();
  private final Lines.Sink sink =
      new Lines.Sink() {
        @Override
        public void onLine(byte[] bytes, int offset, int length) {
          heard.add(new String(bytes, offset, length, ISO_8859_1));
        }

        @Override
        public void onUnread() {
          heard.add("?");
        }
      };

  private void feed(String text) {
    lines.feed(text.getBytes(ISO_8859_1), sink);
  }

  @Test
  void areTheSameHoweverTheyCome() {
    String text = "one\ntwo\n\nthree and\nfour";
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Lines fresh = new Lines(10);
      heard.clear();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(5));
        fresh.feed(text.substring(at, end).getBytes(ISO_8859_1), sink);
        at = end;
      }
      assertThat(heard).containsExactly("one", "two", "", "three and");
    }
  }

  @Test
  void leaveOutWhatIsTooLong() {
    feed("0123456789\n");
    feed("01234567890");
    feed("1234567890123\nnext\n");
    assertThat(heard).containsExactly("0123456789", "?", "next");
  }

  @Test
  void leaveOutWhatMayBeHalfALine() {
    feed("one\ntw");
    lines.onGap();
    feed("o\nthree\n");
    assertThat(heard).containsExactly("one", "?", "three");
  }
}
