package dev.adit.sim;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Cuts one connection's bytes into lines; keeps only what a line lacks of its end.
final class LineFramer {

  /// Hears a line without its LF. The array is only valid until it returns.
  interface Ear {
    void onLine(byte[] bytes, int offset, int length);
  }

  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] rest = NOTHING;

  /// @param limit bytes of the longest line that is waited for
  LineFramer(int limit) {
    this.limit = limit;
  }

  /// Reads all of `in`, which stays the caller's.
  ///
  /// @return false where a line is longer than the limit
  boolean feed(ByteBuf in, Wire wire, Ear ear) {
    int fresh = in.readableBytes();
    int length = rest.length + fresh;
    byte[] bytes = wire.room(length);
    System.arraycopy(rest, 0, bytes, 0, rest.length);
    in.readBytes(bytes, rest.length, fresh);
    int unseen = rest.length;
    int start = 0;
    for (int i = unseen; i < length; i++) {
      if (bytes[i] == '\n') {
        if (i > start) {
          ear.onLine(bytes, start, i - start);
        }
        start = i + 1;
      }
    }
    rest = start == length ? NOTHING : Arrays.copyOfRange(bytes, start, length);
    return rest.length <= limit;
  }
}
