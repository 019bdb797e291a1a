package dev.adit.net;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Cuts one connection's bytes into lines and hands them over, without CR, LF and blanks around;
/// blank lines are left out.
///
/// A line that came whole is handed over in the loop's scratch array. Only the start of a line
/// whose end is still to come is kept, so a quiet connection holds nothing.
final class LineFramer {

  /// Where the lines go.
  interface Sink {

    /// The array is lent for the call.
    ///
    /// @return whether the next line is wanted now; if not, the rest waits for [#resume]
    boolean onLine(byte[] bytes, int offset, int length);

    /// A line grew beyond the limit. Nothing more is kept of it.
    void onOversizedLine();
  }

  private static final byte LF = '\n';
  private static final byte[] NOTHING = {};

  private final int maxLineBytes;
  private byte[] kept = NOTHING;
  private int keptBytes;

  LineFramer(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /// Reads all of `in`; what it completes goes to the sink. Not while lines wait for [#resume].
  void feed(ByteBuf in, Loop loop, Sink sink) {
    if (keptBytes > 0) {
      int lf = in.indexOf(in.readerIndex(), in.writerIndex(), LF);
      int more = (lf < 0 ? in.writerIndex() : lf) - in.readerIndex();
      if (keptBytes + more > maxLineBytes) {
        in.skipBytes(in.readableBytes());
        forget();
        sink.onOversizedLine();
        return;
      }
      keep(in, lf < 0 ? more : more + 1);
      if (lf < 0) {
        return;
      }
      if (!resume(sink)) {
        keep(in);
        return;
      }
    }
    int length = in.readableBytes();
    if (length > 0) {
      byte[] scratch = loop.scratch(length);
      in.readBytes(scratch, 0, length);
      cut(scratch, length, sink);
    }
  }

  /// Keeps all of `in` for [#resume], uncut: the connection is on its way to another lane.
  void keep(ByteBuf in) {
    keep(in, in.readableBytes());
  }

  /// How many bytes wait for their line to end, or for [#resume].
  int keptBytes() {
    return keptBytes;
  }

  /// Whether the line under way can't become a JSON object. A TLS hello on a plain port, say, has
  /// no line end to wait for.
  boolean keepsNoJson() {
    int first = 0;
    while (first < keptBytes && isBlank(kept[first])) {
      first++;
    }
    return first < keptBytes && kept[first] != '{';
  }

  /// Whether the line under way is the start of a TLS handshake.
  boolean keepsTlsHello() {
    return keptBytes > 1 && kept[0] == 0x16 && kept[1] == 3;
  }

  /// Cuts what was kept.
  ///
  /// @return whether the sink wants more
  boolean resume(Sink sink) {
    byte[] bytes = kept;
    int length = keptBytes;
    forget();
    return cut(bytes, length, sink);
  }

  private boolean cut(byte[] bytes, int end, Sink sink) {
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == LF) {
        if (i - start > maxLineBytes) {
          sink.onOversizedLine();
          return false;
        }
        int next = i + 1;
        if (!handOver(bytes, start, i, sink)) {
          keepTail(bytes, next, end);
          return false;
        }
        start = next;
      }
    }
    if (end - start > maxLineBytes) {
      sink.onOversizedLine();
      return false;
    }
    keepTail(bytes, start, end);
    return true;
  }

  private static boolean handOver(byte[] bytes, int start, int end, Sink sink) {
    int from = start;
    int to = end;
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    return from == to || sink.onLine(bytes, from, to - from);
  }

  private static boolean isBlank(byte one) {
    return one == ' ' || one == '\t' || one == '\r';
  }

  private void keep(ByteBuf in, int length) {
    int needed = keptBytes + length;
    if (needed > kept.length) {
      kept = Arrays.copyOf(kept, keptBytes == 0 ? needed : Math.max(needed, 2 * kept.length));
    }
    in.readBytes(kept, keptBytes, length);
    keptBytes = needed;
  }

  private void keepTail(byte[] bytes, int from, int end) {
    if (from < end) {
      kept = Arrays.copyOfRange(bytes, from, end);
      keptBytes = kept.length;
    }
  }

  private void forget() {
    kept = NOTHING;
    keptBytes = 0;
  }
}
