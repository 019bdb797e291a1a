package dev.adit.stratum;

/// The error array of an answer, `[code, "text", null]`, with the codes that miners know.
///
/// Source: `stratum-v1` §8. `text` is ASCII without quotes or backslashes.
public record StratumError(int code, String text) {
  public static final int OTHER = 20;
  public static final int JOB_NOT_FOUND = 21;
  public static final int DUPLICATE_SHARE = 22;
  public static final int LOW_DIFFICULTY = 23;
  public static final int UNAUTHORIZED = 24;
  public static final int NOT_SUBSCRIBED = 25;

  public String json() {
    return "[" + code + ",\"" + text + "\",null]";
  }

  /// The code in a pool's error, whichever shape it has: the first whole number in `[21,"…",null]`
  /// or `{"code":21,…}`; [#OTHER] for a bare text.
  ///
  /// @param errorJson raw JSON
  public static int codeIn(String errorJson) {
    if (!errorJson.startsWith("[") && !errorJson.startsWith("{")) {
      return OTHER;
    }
    int at = 0;
    boolean quoted = false;
    while (at < errorJson.length() && (quoted || !isDigit(errorJson.charAt(at)))) {
      quoted ^= errorJson.charAt(at) == '"';
      at++;
    }
    int code = 0;
    int digits = 0;
    while (at < errorJson.length() && isDigit(errorJson.charAt(at)) && digits < 9) {
      code = code * 10 + errorJson.charAt(at) - '0';
      at++;
      digits++;
    }
    return digits == 0 ? OTHER : code;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
