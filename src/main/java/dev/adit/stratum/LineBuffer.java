package dev.adit.stratum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array that lines are written into; reused, owned by one thread.
public final class LineBuffer {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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

  /// Two lower-case digits for each byte.
  LineBuffer hex(HexBytes source) {
    ensure(2 * source.size());
    for (int i = 0; i < source.size(); i++) {
      byte one = source.at(i);
      bytes[size++] = DIGITS[one >>> 4 & 0xf];
      bytes[size++] = DIGITS[one & 0xf];
    }
    return this;
  }

  /// Eight lower-case digits.
  LineBuffer hex32(int number) {
    ensure(8);
    for (int shift = 28; shift >= 0; shift -= 4) {
      bytes[size++] = DIGITS[number >>> shift & 0xf];
    }
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
