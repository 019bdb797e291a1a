package dev.adit.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineFramerTest {
  private static final int LIMIT = 64;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Loop loop = new Loop(channel.eventLoop());
  private final LineFramer framer = new LineFramer(LIMIT);
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static final class Heard implements LineFramer.Sink {
    final List<String> lines = new ArrayList<>();
    int oversized;
    int wanted = Integer.MAX_VALUE;

    @Override
    public boolean onLine(byte[] bytes, int offset, int length) {
      lines.add(new String(bytes, offset, length, UTF_8));
      return lines.size() < wanted;
    }

    @Override
    public void onOversizedLine() {
      oversized++;
    }
  }

  private void feed(String text) {
    ByteBuf in = Unpooled.copiedBuffer(text, UTF_8);
    framer.feed(in, loop, heard);
    assertThat(in.isReadable()).isFalse();
    in.release();
  }

  @Test
  void cutsManyLinesOfOneSegment() {
    feed("one\ntwo\nthree\n");
    assertThat(heard.lines).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("T2, T32: lines split at every byte boundary are the same lines")
  void joinsALineSplitAnywhere() {
    String text = "{\"id\":1}\r\n\n{\"id\":2,\"ü\":0}\n  {\"id\":3}\t\r\n";
    byte[] bytes = text.getBytes(UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        heard.lines.clear();
        for (int[] part : new int[][] {{0, first}, {first, second}, {second, bytes.length}}) {
          framer.feed(Unpooled.wrappedBuffer(bytes, part[0], part[1] - part[0]), loop, heard);
        }
        assertThat(heard.lines)
            .as("split at %d and %d", first, second)
            .containsExactly("{\"id\":1}", "{\"id\":2,\"ü\":0}", "{\"id\":3}");
      }
    }
  }

  @Test
  void leavesOutBlankLines() {
    feed("\n\r\n \t\r\n");
    assertThat(heard.lines).isEmpty();
  }

  @Test
  void holdsNothingBetweenLines() {
    feed("one\ntwo");
    assertThat(framer.keptBytes()).isEqualTo(3);
    feed("!\n");
    assertThat(framer.keptBytes()).isZero();
    assertThat(heard.lines).containsExactly("one", "two!");
  }

  @Test
  void takesALineAsLongAsTheLimit() {
    String line = "x".repeat(LIMIT);
    feed(line + "\n");
    feed(line);
    feed("\n");
    assertThat(heard.lines).containsExactly(line, line);
    assertThat(heard.oversized).isZero();
  }

  @Test
  @DisplayName("T8: a line without end is reported once its limit is passed, and not kept")
  void refusesALineBeyondTheLimit() {
    for (int i = 0; i < LIMIT; i++) {
      feed("x");
    }
    assertThat(heard.oversized).isZero();
    feed("xxx");
    assertThat(heard.oversized).isEqualTo(1);
    assertThat(framer.keptBytes()).isZero();
  }

  @Test
  @DisplayName("T8: nor is one that came whole")
  void refusesALineBeyondTheLimitThatHasItsEnd() {
    feed("x".repeat(LIMIT + 3) + "\nnext\n");
    assertThat(heard.oversized).isEqualTo(1);
    assertThat(heard.lines).isEmpty();
  }

  @Test
  void keepsTheRestForWhoeverComesNextWhenTheSinkHasEnough() {
    heard.wanted = 2;
    feed("one\ntwo\nthree\nfo");
    framer.keep(Unpooled.copiedBuffer("ur\nfive\nsi", UTF_8));
    assertThat(heard.lines).containsExactly("one", "two");

    heard.wanted = Integer.MAX_VALUE;
    assertThat(framer.resume(heard)).isTrue();
    feed("x\n");
    assertThat(heard.lines).containsExactly("one", "two", "three", "four", "five", "six");
  }

  @Test
  void keepsTheRestAlsoAfterALineThatCameInTwoParts() {
    heard.wanted = 1;
    feed("o");
    feed("ne\ntwo\nth");
    assertThat(heard.lines).containsExactly("one");

    heard.wanted = Integer.MAX_VALUE;
    assertThat(framer.resume(heard)).isTrue();
    feed("ree\n");
    assertThat(heard.lines).containsExactly("one", "two", "three");
  }

  @Test
  void cutsTheSameLinesHoweverTheBytesCome() {
    long seed = System.nanoTime();
    System.out.println("LineFramerTest seed " + seed);
    Random random = new Random(seed);
    LineFramer large = new LineFramer(1 << 20);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sent.add("x".repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 300)));
    }
    byte[] bytes = (String.join("\n", sent) + "\n").getBytes(UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(40_000));
      large.feed(Unpooled.wrappedBuffer(bytes, at, length), loop, heard);
      at += length;
    }
    assertThat(heard.lines).isEqualTo(sent);
  }
}
