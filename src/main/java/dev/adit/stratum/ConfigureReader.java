package dev.adit.stratum;

import static dev.adit.stratum.MinerMessage.Configure.INFO;
import static dev.adit.stratum.MinerMessage.Configure.MINIMUM_DIFFICULTY;
import static dev.adit.stratum.MinerMessage.Configure.VERSION_ROLLING;

import dev.adit.stratum.JsonTape.Kind;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Understands `mining.configure` (BIP310): names of extensions, then their options in one object.
final class ConfigureReader {
  /// BIP310: a miner that says nothing can roll all bits.
  private static final int ALL_BITS = -1;

  private static final int INFO_LIMIT = 128;
  private static final List<String> INFO_TEXTS =
      List.of(
          INFO + ".hw-version", INFO + ".sw-version", INFO + ".hw-id", INFO + ".connection-url");

  private final JsonTape tape;
  private final Params params;

  ConfigureReader(JsonTape tape) {
    this.tape = tape;
    this.params = new Params(tape);
  }

  MinerMessage read(RequestId id, int at) {
    int options = tape.item(at, 1);
    if (tape.is(options, Kind.OBJECT) && ObjectKeys.areUnclear(tape, options)) {
      return new Malformed(id, "mining.configure", "An option twice, or too many options");
    }
    long mask = params.hex32(tape.value(options, VERSION_ROLLING + ".mask"));
    double minimum = params.number(tape.value(options, MINIMUM_DIFFICULTY + ".value"));
    return new Configure(
        id,
        extensions(tape.item(at, 0)),
        mask < 0 ? ALL_BITS : (int) mask,
        minimum > 0 ? (Double) minimum : null,
        info(options));
  }

  private List<String> extensions(int names) {
    List<String> extensions = new ArrayList<>();
    if (tape.is(names, Kind.ARRAY)) {
      for (int at = names + 1; at < tape.after(names); at = tape.after(at)) {
        String name = params.text(at);
        if (name != null) {
          extensions.add(name);
        }
      }
    }
    return List.copyOf(extensions);
  }

  private @Nullable String info(int options) {
    StringBuilder info = new StringBuilder();
    for (String key : INFO_TEXTS) {
      String text = params.textOrEmpty(tape.value(options, key)).strip();
      info.append(text.isEmpty() || info.isEmpty() ? "" : " ").append(text);
    }
    return info.isEmpty() ? null : JsonEscapes.printable(info.toString(), INFO_LIMIT);
  }
}
