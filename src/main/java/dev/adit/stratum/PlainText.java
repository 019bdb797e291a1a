package dev.adit.stratum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// ASCII that stands for itself inside a JSON text: no quote, no backslash, no control character.
final class PlainText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGHEST = EACH << 7;

  private PlainText() {}

  /// The offset of the first byte from `from` on that is not plain, or `end` (or `from`, if
  /// behind).
  ///
  /// Eight bytes at a time, since a job has thousands. A subtraction sets a byte's highest bit
  /// where the byte is below what is subtracted; a borrow goes only to higher bytes, so the lowest
  /// bit set always tells the truth.
  static int end(byte[] bytes, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, at);
      long control = eight - EACH * ' ';
      long quote = (eight ^ EACH * '"') - EACH;
      long backslash = (eight ^ EACH * '\\') - EACH;
      long special = (eight | control | quote | backslash) & HIGHEST;
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < end && isPlain(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
  }

  /// Whether the whole text is plain.
  static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
