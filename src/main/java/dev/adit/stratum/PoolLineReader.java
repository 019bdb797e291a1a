package dev.adit.stratum;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Garbage;
import dev.adit.stratum.PoolMessage.GetVersion;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.PoolMessage.Ping;
import dev.adit.stratum.PoolMessage.Reconnect;
import dev.adit.stratum.PoolMessage.SetDifficulty;
import dev.adit.stratum.PoolMessage.SetExtranonce;
import dev.adit.stratum.PoolMessage.SetVersionMask;
import dev.adit.stratum.PoolMessage.ShowMessage;
import dev.adit.stratum.PoolMessage.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Understands what a pool says. The table of methods is [#message].
final class PoolLineReader {
  private static final int HASH_BYTES = 32;

  /// ESP-Miner's limit; 32 branches are room for four billion transactions.
  private static final int MAX_BRANCHES = 32;

  private static final int SHOWN_TEXT_LIMIT = 256;
  private static final int MAX_PORT = 65_535;

  private final Envelope envelope;
  private final JsonTape tape;
  private final Params params;

  PoolLineReader(Envelope envelope) {
    this.envelope = envelope;
    this.tape = envelope.tape();
    this.params = new Params(tape);
  }

  PoolMessage read(byte[] line, int offset, int length) {
    String problem = envelope.read(line, offset, length);
    if (problem != null) {
      return new Garbage(problem);
    }
    return envelope.hasMethod()
        ? message(envelope.method(), envelope.params())
        : new Answer(envelope.id(), envelope.rawResult(), envelope.rawError());
  }

  private PoolMessage message(String written, int at) {
    MethodName name = MethodName.of(written);
    return switch (name.base()) {
      case "mining.notify" -> notify(at);
      case "mining.set_difficulty" -> setDifficulty(at);
      case "mining.set_extranonce" -> setExtranonce(at);
      case "mining.set_version_mask" -> setVersionMask(at);
      case "mining.ping" -> new Ping(envelope.id());
      case "client.get_version" -> new GetVersion(envelope.id());
      case "client.reconnect" -> reconnect(at);
      case "client.show_message" -> showMessage(at);
      default ->
          name.isRefusedFromPools()
              ? new Garbage("a miner's method, said by a pool")
              : new Unknown(written, envelope.rawParams());
    };
  }

  private PoolMessage notify(int at) {
    String jobId = params.text(tape.item(at, 0));
    HexBytes prevhash = params.hex(tape.item(at, 1), HASH_BYTES);
    HexBytes coinb1 = params.hex(tape.item(at, 2));
    HexBytes coinb2 = params.hex(tape.item(at, 3));
    List<HexBytes> branch = branch(tape.item(at, 4));
    long version = params.hex8(tape.item(at, 5));
    long nbits = params.hex8(tape.item(at, 6));
    long ntime = params.hex8(tape.item(at, 7));
    if (jobId == null
        || prevhash == null
        || coinb1 == null
        || coinb2 == null
        || branch == null
        || version < 0
        || nbits < 0
        || ntime < 0) {
      return new Garbage("mining.notify: unusable parameters");
    }
    // Some pools put more between ntime and the clean flag, which stays the last.
    int count = params.count(at);
    boolean clean = count > 8 && params.flag(tape.item(at, count - 1));
    return new Notify(
        jobId, prevhash, coinb1, coinb2, branch, (int) version, (int) nbits, (int) ntime, clean);
  }

  private @Nullable List<HexBytes> branch(int hashes) {
    int count = params.count(hashes);
    if (!tape.is(hashes, JsonTape.Kind.ARRAY) || count > MAX_BRANCHES) {
      return null;
    }
    List<HexBytes> branch = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      HexBytes hash = params.hex(tape.item(hashes, i), HASH_BYTES);
      if (hash == null) {
        return null;
      }
      branch.add(hash);
    }
    return List.copyOf(branch);
  }

  private PoolMessage setDifficulty(int at) {
    double difficulty = params.number(params.firstOrBare(at));
    return difficulty > 0
        ? new SetDifficulty(difficulty)
        : new Garbage("mining.set_difficulty: no positive number");
  }

  private PoolMessage setExtranonce(int at) {
    HexBytes extranonce1 = params.hex(tape.item(at, 0));
    Integer size = params.whole(tape.item(at, 1));
    return extranonce1 == null || size == null
        ? new Garbage("mining.set_extranonce: unusable parameters")
        : new SetExtranonce(extranonce1, size);
  }

  private PoolMessage setVersionMask(int at) {
    long mask = params.hex32(params.firstOrBare(at));
    return mask < 0
        ? new Garbage("mining.set_version_mask: no mask")
        : new SetVersionMask((int) mask);
  }

  private PoolMessage reconnect(int at) {
    String host = params.textOrEmpty(tape.item(at, 0)).strip();
    int portAt = tape.item(at, 1);
    Integer port = tape.is(portAt, JsonTape.Kind.NULL) ? (Integer) 0 : params.whole(portAt);
    Integer wait = params.whole(tape.item(at, 2));
    return port == null || port < 0 || port > MAX_PORT
        ? new Garbage("client.reconnect: no such port")
        : new Reconnect(host.isEmpty() ? null : host, port, wait == null ? 0 : Math.max(0, wait));
  }

  private PoolMessage showMessage(int at) {
    String text = params.text(params.firstOrBare(at));
    return text == null
        ? new Garbage("client.show_message: no text")
        : new ShowMessage(JsonEscapes.printable(text, SHOWN_TEXT_LIMIT));
  }
}
