package dev.adit.forensics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The end of a journal's file, found without reading all of it: the last frame that is whole.
final class JournalTail {
  /// More than the largest frame that is written.
  private static final int TAIL_BYTES = 16 << 20;

  private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private JournalTail() {}

  static byte @Nullable [] lastHash(Path file) throws IOException {
    byte[] tail = read(file);
    for (int at = tail.length - MAGIC.length; at >= 0; at--) {
      if (Arrays.equals(tail, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        byte[] hash = lastHash(tail, at);
        if (hash != null) {
          return hash;
        }
      }
    }
    return null;
  }

  private static byte[] read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(channel.size(), TAIL_BYTES));
      long from = channel.size() - tail.capacity();
      while (tail.hasRemaining() && channel.read(tail, from + tail.position()) > 0) {
        // on
      }
      return Arrays.copyOf(tail.array(), tail.position());
    }
  }

  /// Of the whole frames from there on; null where that is not where a frame begins.
  private static byte @Nullable [] lastHash(byte[] tail, int from) throws IOException {
    byte[] last = null;
    try (FramedLines lines =
        new FramedLines(new ByteArrayInputStream(tail, from, tail.length - from))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        last = Chain.hashIn(line);
      }
      return last;
    } catch (Frames.NoFrame | BoundedLines.TooLong e) {
      return null;
    }
  }
}
