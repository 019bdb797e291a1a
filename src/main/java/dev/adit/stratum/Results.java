package dev.adit.stratum;

import java.util.Map;
import java.util.stream.Collectors;

/// The results of the requests whose answer is more than `true`, as raw JSON for
/// [PoolMessage.Answer#of]. Their counterparts are [StratumCodec#readSubscription] and
/// [StratumCodec#readVersionMask].
public final class Results {
  private Results() {}

  /// The result of `mining.subscribe`.
  ///
  /// Both pairs are always there and carry text: NerdMiner reads the session id at `[0][0][1]`,
  /// cgminer from the pair of `mining.notify`.
  public static String subscribed(String sessionId, HexBytes extranonce1, int extranonce2Size) {
    String session = JsonEscapes.quote(sessionId);
    return "[[[\"mining.set_difficulty\","
        + session
        + "],[\"mining.notify\","
        + session
        + "]],\""
        + extranonce1.hex()
        + "\","
        + extranonce2Size
        + "]";
  }

  /// The result of `mining.configure`: what each extension asked for comes to, as raw JSON.
  ///
  /// BIP310 wants an entry for every extension asked for, known or not; add with [#quotedHex(int)]
  /// a `version-rolling.mask` where version rolling is granted.
  public static String configured(Map<String, String> outcomes) {
    return object(outcomes);
  }

  /// Eight digits as a JSON text.
  public static String quotedHex(int mask) {
    return String.format("\"%08x\"", mask);
  }

  static String object(Map<String, String> rawFields) {
    return rawFields.entrySet().stream()
        .map(field -> JsonEscapes.quote(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
