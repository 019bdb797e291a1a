package dev.adit.forensics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into its Zstandard frames (RFC 8878, 3.1.1), each whole or not at all: what a
/// crash has torn is told apart from what was damaged.
final class Frames implements AutoCloseable {
  /// It is no Zstandard, or nothing that a journal has.
  static final class NoFrame extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final int MOST_BYTES = 64 << 20;
  private static final int MAGIC = 0xfd2fb528;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int RLE = 1;

  private final InputStream in;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private boolean torn;

  Frames(InputStream in) {
    this.in = in;
  }

  /// Null at the end.
  byte @Nullable [] next() throws IOException {
    frame.reset();
    long magic = number(4);
    if (magic < 0) {
      torn = frame.size() > 0;
      return null;
    }
    if ((int) magic != MAGIC) {
      throw new NoFrame();
    }
    torn = !readFrame();
    return torn ? null : frame.toByteArray();
  }

  /// Whether it ended within a frame.
  boolean isTorn() {
    return torn;
  }

  /// Whether all of it was there.
  private boolean readFrame() throws IOException {
    long descriptor = number(1);
    if (descriptor < 0 || !copy(headerBytes((int) descriptor))) {
      return false;
    }
    boolean last = false;
    while (!last) {
      long block = number(3);
      if (block < 0) {
        return false;
      }
      last = (block & 1) != 0;
      int size = (int) (block >> 3);
      if (!copy(((block >> 1) & 3) == RLE ? 1 : size)) {
        return false;
      }
    }
    return (descriptor & 4) == 0 || copy(4);
  }

  /// Behind the descriptor: window, dictionary, size of the content.
  private static int headerBytes(int descriptor) {
    boolean single = (descriptor & 0x20) != 0;
    int size = descriptor >> 6;
    int sizeBytes = size > 0 ? 1 << size : single ? 1 : 0;
    return (single ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3] + sizeBytes;
  }

  private boolean copy(int bytes) throws IOException {
    if (frame.size() + bytes > MOST_BYTES) {
      throw new NoFrame();
    }
    byte[] read = in.readNBytes(bytes);
    frame.writeBytes(read);
    return read.length == bytes;
  }

  /// Little-endian; -1 where the stream ends before.
  private long number(int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    frame.writeBytes(read);
    if (read.length < bytes) {
      return -1;
    }
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = (number << 8) | (read[i] & 0xff);
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
