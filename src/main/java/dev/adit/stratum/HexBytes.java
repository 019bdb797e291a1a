package dev.adit.stratum;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Immutable bytes that travel as hexadecimal text: extranonces, coinbase halves, hashes.
///
/// Equality is by value, so upper and lower case text of the same bytes are equal.
public final class HexBytes {
  public static final HexBytes EMPTY = new HexBytes(new byte[0]);
  private static final HexFormat LOWER_CASE = HexFormat.of();

  /// The value of each character that is a digit, -1 for all others.
  private static final byte[] DIGITS = digits();

  private final byte[] bytes;

  private HexBytes(byte[] owned) {
    this.bytes = owned;
  }

  private static byte[] digits() {
    byte[] digits = new byte[256];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c < 128 ? c : 0, 16);
    }
    return digits;
  }

  /// A copy of `bytes`.
  public static HexBytes of(byte[] bytes) {
    return new HexBytes(bytes.clone());
  }

  /// The bytes that `hex` spells (either case), or null where it is not an even number of digits.
  public static @Nullable HexBytes parse(CharSequence hex) {
    if ((hex.length() & 1) != 0) {
      return null;
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      char high = hex.charAt(2 * i);
      char low = hex.charAt(2 * i + 1);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return null;
      }
      bytes[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
    }
    return new HexBytes(bytes);
  }

  /// As [#parse(CharSequence)], from ASCII in place: jobs carry some thousand digits.
  static @Nullable HexBytes parse(byte[] ascii, int start, int end) {
    if (((end - start) & 1) != 0) {
      return null;
    }
    byte[] bytes = new byte[(end - start) / 2];
    int wrong = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(ascii[start + 2 * i]);
      int low = digit(ascii[start + 2 * i + 1]);
      wrong |= high | low;
      bytes[i] = (byte) (high << 4 | low);
    }
    return wrong < 0 ? null : new HexBytes(bytes);
  }

  /// The value of a digit of either case, or -1.
  static int digit(byte ascii) {
    return DIGITS[ascii & 0xff];
  }

  /// Number of bytes (half the number of digits).
  public int size() {
    return bytes.length;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  /// Writes all bytes into `target` from `offset` on; returns the offset behind the last of them.
  public int copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    return offset + bytes.length;
  }

  /// These bytes followed by `tail`.
  public HexBytes plus(HexBytes tail) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + tail.bytes.length);
    tail.copyTo(joined, bytes.length);
    return new HexBytes(joined);
  }

  /// Lower-case digits.
  public String hex() {
    return LOWER_CASE.formatHex(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HexBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
