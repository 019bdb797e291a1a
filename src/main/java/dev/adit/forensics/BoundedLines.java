package dev.adit.forensics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Lines of bytes, of a length that is bounded whoever wrote them.
final class BoundedLines {
  /// A line of a miner or a pool has a megabyte at most, and no byte of it takes more than six in
  /// JSON.
  static final int LONGEST_BYTES = 8 << 20;

  /// There is a line that is longer.
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final InputStream in;
  private final byte[] piece = new byte[1 << 16];
  private int at;
  private int end;
  private boolean half;

  BoundedLines(InputStream in) {
    this.in = in;
  }

  /// Without its end; null where there are no more.
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(piece, 0, piece.length));
        if (end == 0) {
          half = line.size() > 0;
          return null;
        }
      }
      int from = at;
      while (at < end && piece[at] != '\n') {
        at++;
      }
      line.write(piece, from, at - from);
      if (line.size() > LONGEST_BYTES) {
        throw new TooLong();
      }
      if (at < end) {
        at++;
        return line.toByteArray();
      }
    }
  }

  /// Whether there is something behind the last line.
  boolean isHalf() {
    return half;
  }
}
