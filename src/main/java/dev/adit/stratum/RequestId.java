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
}
