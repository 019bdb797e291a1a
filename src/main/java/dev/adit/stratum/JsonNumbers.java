package dev.adit.stratum;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// Numbers as they stand on the wire: decimal by the grammar of RFC 8259, or hexadecimal.
final class JsonNumbers {
  private static final double EXACT_INTEGERS = 1L << 53;

  private JsonNumbers() {}

  /// The offset behind the decimal number that starts at `start`, or -1 where none does.
  static int end(byte[] bytes, int start, int end) {
    int at = start < end && bytes[start] == '-' ? start + 1 : start;
    int whole = digits(bytes, at, end);
    if (whole == at || (whole > at + 1 && bytes[at] == '0')) {
      return -1;
    }
    at = whole;
    if (at < end && bytes[at] == '.') {
      int fraction = digits(bytes, at + 1, end);
      if (fraction == at + 1) {
        return -1;
      }
      at = fraction;
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      int sign = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-') ? 1 : 0;
      int exponent = digits(bytes, at + 1 + sign, end);
      if (exponent == at + 1 + sign) {
        return -1;
      }
      at = exponent;
    }
    return at;
  }

  private static int digits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /// The number that the whole range spells; NaN where it spells none or one beyond a double.
  static double decimal(byte[] bytes, int start, int end) {
    if (end(bytes, start, end) != end) {
      return Double.NaN;
    }
    double value =
        Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// The unsigned number that 1 to 8 hexadecimal digits spell; -1 where the range is none.
  static long hex32(byte[] bytes, int start, int end) {
    if (end <= start || end - start > 8) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = HexBytes.digit(bytes[i]);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /// Plain decimal text without exponent that reads back as the same double: 0.001, 16383.75, 1.
  static String plain(double value) {
    return Math.abs(value) < EXACT_INTEGERS && value == Math.rint(value)
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
