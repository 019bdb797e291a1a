package dev.adit.stratum;

import static dev.adit.stratum.JsonTape.ROOT;

import dev.adit.stratum.JsonTape.Kind;
import dev.adit.stratum.MinerMessage.Configure;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Understands the results of `mining.subscribe` and `mining.configure`.
final class ResultReader {
  private final JsonTape tape = new JsonTape();
  private final JsonScanner scanner = new JsonScanner(tape);
  private final Params params = new Params(tape);

  @Nullable Subscription subscription(String resultJson) {
    if (!scan(resultJson)) {
      return null;
    }
    HexBytes extranonce1 = params.hex(tape.item(ROOT, 1));
    Integer extranonce2Size = params.whole(tape.item(ROOT, 2));
    if (extranonce1 == null || extranonce2Size == null) {
      return null;
    }
    String sessionId = sessionId(tape.item(ROOT, 0));
    return new Subscription(extranonce1, extranonce2Size, sessionId.isEmpty() ? null : sessionId);
  }

  /// The second text of the pair that names `mining.notify`; old pools send it without the list.
  private String sessionId(int pairs) {
    if (params
        .textOrEmpty(tape.item(pairs, 0))
        .toLowerCase(Locale.ROOT)
        .startsWith("mining.notify")) {
      return params.textOrEmpty(tape.item(pairs, 1));
    }
    if (tape.is(pairs, Kind.ARRAY)) {
      for (int pair = pairs + 1; pair < tape.after(pairs); pair = tape.after(pair)) {
        String id = tape.is(pair, Kind.ARRAY) ? sessionId(pair) : "";
        if (!id.isEmpty()) {
          return id;
        }
      }
    }
    return "";
  }

  int versionMask(String resultJson) {
    if (!scan(resultJson) || !tape.is(ROOT, Kind.OBJECT) || ObjectKeys.areUnclear(tape, ROOT)) {
      return 0;
    }
    boolean granted = params.flag(tape.value(ROOT, Configure.VERSION_ROLLING));
    long mask = params.hex32(tape.value(ROOT, Configure.VERSION_ROLLING + ".mask"));
    return granted && mask > 0 ? (int) mask : 0;
  }

  private boolean scan(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, 0, bytes.length) == null;
  }
}
