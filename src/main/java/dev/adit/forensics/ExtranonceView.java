package dev.adit.forensics;

/// What a pool gives to those who subscribe.
///
/// @param extranonce1Bytes of the last one
/// @param extranonce2Bytes of the last one
/// @param sessions that the next figure rests on
/// @param unguessableBits from one to the next; 0 before the second
public record ExtranonceView(
    int extranonce1Bytes, int extranonce2Bytes, int sessions, double unguessableBits) {

  /// A word for the size of extranonce2: `generous` from six bytes on, `adequate` from four on,
  /// `limited`.
  public String quality() {
    return quality(extranonce2Bytes);
  }

  static String quality(int extranonce2Bytes) {
    return extranonce2Bytes >= 6 ? "generous" : extranonce2Bytes >= 4 ? "adequate" : "limited";
  }
}
