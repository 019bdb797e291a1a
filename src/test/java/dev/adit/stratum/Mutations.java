package dev.adit.stratum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Real lines, and what becomes of them on bad days: seeded, so that a failure can be repeated.
final class Mutations {
  private static final String[] FRAGMENTS = {
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\u00e7",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "true",
    "-",
    "0",
    "1e999",
    "-0",
    ".5",
    "NaN",
    "\"id\":",
    "\"method\":",
    "\"params\":",
    "ç",
    "😀",
    "\u2028",
    "\t",
    "\r",
    " ",
    "\0",
    "[[[[[[[[[[[[[[[[["
  };

  private final List<byte[]> corpus;
  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
    try {
      this.corpus =
          MessageVectorsTest.vectors().stream()
              .map(vector -> vector.get("line").asString().getBytes(StandardCharsets.UTF_8))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A real line with one to four things wrong with it; never an LF, which would end it.
  byte[] next() {
    byte[] line = corpus.get(random.nextInt(corpus.size())).clone();
    for (int wrong = 1 + random.nextInt(4); wrong > 0; wrong--) {
      line = mutated(line);
    }
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
    }
    return line;
  }

  private byte[] mutated(byte[] line) {
    int from = random.nextInt(line.length + 1);
    int to = Math.min(line.length, from + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> joined(line, from, new byte[0], to);
      case 1 -> joined(line, from, bytes(FRAGMENTS[random.nextInt(FRAGMENTS.length)]), from);
      case 2 -> joined(line, from, bytes(FRAGMENTS[random.nextInt(FRAGMENTS.length)]), to);
      case 3 -> joined(line, from, new byte[] {(byte) random.nextInt(256)}, Math.min(to, from + 1));
      case 4 -> joined(line, to, Arrays.copyOfRange(line, from, to), to);
      default -> Arrays.copyOf(line, from);
    };
  }

  private static byte[] joined(byte[] line, int head, byte[] middle, int tail) {
    byte[] joined = Arrays.copyOf(line, head + middle.length + line.length - tail);
    System.arraycopy(middle, 0, joined, head, middle.length);
    System.arraycopy(line, tail, joined, head + middle.length, line.length - tail);
    return joined;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
