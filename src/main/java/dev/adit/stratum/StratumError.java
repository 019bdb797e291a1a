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
}
