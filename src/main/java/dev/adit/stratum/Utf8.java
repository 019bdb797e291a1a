package dev.adit.stratum;

/// Well-formed UTF-8 (RFC 3629, table 3-7 of the Unicode standard): no overlong forms, no halves of
/// surrogate pairs, nothing beyond U+10FFFF.
final class Utf8 {
  private Utf8() {}

  /// The offset behind the character of two to four bytes that starts at `at`, or -1.
  static int end(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return tail(bytes, at + 1, end, 1, 0x80, 0xbf);
    } else if (lead == 0xe0) {
      return tail(bytes, at + 1, end, 2, 0xa0, 0xbf);
    } else if (lead == 0xed) {
      return tail(bytes, at + 1, end, 2, 0x80, 0x9f);
    } else if (lead >= 0xe1 && lead <= 0xef) {
      return tail(bytes, at + 1, end, 2, 0x80, 0xbf);
    } else if (lead == 0xf0) {
      return tail(bytes, at + 1, end, 3, 0x90, 0xbf);
    } else if (lead >= 0xf1 && lead <= 0xf3) {
      return tail(bytes, at + 1, end, 3, 0x80, 0xbf);
    } else if (lead == 0xf4) {
      return tail(bytes, at + 1, end, 3, 0x80, 0x8f);
    }
    return -1;
  }

  private static int tail(byte[] bytes, int from, int end, int count, int low, int high) {
    if (end - from < count || (bytes[from] & 0xff) < low || (bytes[from] & 0xff) > high) {
      return -1;
    }
    for (int i = from + 1; i < from + count; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return -1;
      }
    }
    return from + count;
  }
}
