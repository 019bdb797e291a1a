package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFramerTest {
  private final LineFramer framer = new LineFramer(10);
  private final Wire wire = new Wire();
  private final List<String> lines = new ArrayList<>();

  @Test
  void cutsLinesWhereverTheSegmentsEnd() {
    String text = "one\ntwo\n\nthree\n";
    for (int cut = 0; cut <= text.length(); cut++) {
      lines.clear();
      feed(text.substring(0, cut));
      feed(text.substring(cut));
      assertThat(lines).as("cut at %d", cut).containsExactly("one", "two", "three");
    }
  }

  @Test
  void takesLinesByteByByte() {
    "one\ntwo\n".chars().forEach(c -> feed(Character.toString(c)));
    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void refusesToWaitForTheEndOfAnOverlongLine() {
    assertThat(feed("0123456789")).isTrue();
    assertThat(feed("0")).isFalse();
  }

  private boolean feed(String text) {
    return framer.feed(
        Unpooled.copiedBuffer(text, StandardCharsets.UTF_8),
        wire,
        (bytes, offset, length) ->
            lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
  }
}
