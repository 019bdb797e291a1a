package dev.adit.stratum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array that lines are written into; reused, owned by one thread.
public final class LineBuffer {
  private byte[] bytes = new byte[1024];
  private int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /// The array itself, valid up to [#size()] and until the next write.
  public byte[] array() {
    return bytes;
  }

  public LineBuffer ascii(String text) {
    int length = text.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      bytes[size + i] = (byte) text.charAt(i);
    }
    size += length;
    return this;
  }

  public LineBuffer utf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
    return this;
  }

  public LineBuffer add(byte one) {
    ensure(1);
    bytes[size++] = one;
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /// What was written, for tests and logs.
  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
