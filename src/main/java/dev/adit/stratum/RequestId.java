package dev.adit.stratum;

/// A JSON-RPC id exactly as its sender wrote it: the raw JSON text, quotes and all.
///
/// Miners use integers, strings, `null`, zero, one id for everything; an answer carries the same
/// text back byte for byte, so an id is never parsed.
public record RequestId(String json) {
  public static final RequestId NULL = new RequestId("null");

  public static RequestId of(long number) {
    return new RequestId(Long.toString(number));
  }

  /// The whole number that this id spells, also as a string; -1 where it is none, or negative. For
  /// answers to ids that we chose.
  public long number() {
    int from = json.startsWith("\"") ? 1 : 0;
    int to = json.length() - from;
    if (to - from < 1 || to - from > 18) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = json.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
