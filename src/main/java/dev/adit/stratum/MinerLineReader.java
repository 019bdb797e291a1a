package dev.adit.stratum;

import dev.adit.stratum.MinerMessage.Answer;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Chatter;
import dev.adit.stratum.MinerMessage.ExtranonceSubscribe;
import dev.adit.stratum.MinerMessage.Garbage;
import dev.adit.stratum.MinerMessage.GetTransactions;
import dev.adit.stratum.MinerMessage.GetVersion;
import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Ping;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.MinerMessage.SuggestDifficulty;
import dev.adit.stratum.MinerMessage.SuggestTarget;
import dev.adit.stratum.MinerMessage.UnknownRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Understands what a miner says. The table of methods is [#request]; each line of it that needs
/// more than a line has a method of its own below.
final class MinerLineReader {
  private static final int USER_AGENT_LIMIT = 64;
  private static final int METHOD_LIMIT = 64;
  private static final int TARGET_DIGITS = 64;

  private final Envelope envelope;
  private final JsonTape tape;
  private final Params params;
  private final ConfigureReader configure;

  MinerLineReader(Envelope envelope) {
    this.envelope = envelope;
    this.tape = envelope.tape();
    this.params = new Params(tape);
    this.configure = new ConfigureReader(tape);
  }

  MinerMessage read(byte[] line, int offset, int length) {
    String problem = envelope.read(line, offset, length);
    if (problem != null) {
      return new Garbage(problem);
    }
    return envelope.hasMethod()
        ? request(envelope.id(), envelope.method(), envelope.params())
        : new Answer(envelope.id(), envelope.rawResult(), envelope.rawError());
  }

  private MinerMessage request(RequestId id, String written, int at) {
    MethodName name = MethodName.of(written);
    return switch (name.base()) {
      case "mining.submit" -> submit(id, at);
      case "mining.authorize" -> authorize(id, at);
      case "mining.subscribe" -> subscribe(id, at);
      case "mining.configure" -> configure.read(id, at);
      case "mining.suggest_difficulty" -> suggestDifficulty(id, name.argument(), at);
      case "mining.suggest_target" -> suggestTarget(id, at);
      case "mining.extranonce.subscribe", "mining.subscribe.extranonce" ->
          new ExtranonceSubscribe(id);
      case "mining.get_transactions", "mining.get_txnhashes" ->
          getTransactions(id, name.argument(), at);
      case "mining.get_version" -> new GetVersion(id);
      case "mining.ping" -> new Ping(id);
      case "pong", "mining.pong", "mining.capabilities", "mining.hashes_done" ->
          new Chatter(name.base());
      default -> unknown(id, written, name);
    };
  }

  private MinerMessage submit(RequestId id, int at) {
    String worker = params.text(tape.item(at, 0));
    String jobId = params.text(tape.item(at, 1));
    HexBytes extranonce2 = params.hex(tape.item(at, 2));
    long ntime = params.hex32(tape.item(at, 3));
    int nonceAt = tape.item(at, 4);
    long nonce = params.hex32(nonceAt);
    int bitsAt = tape.item(at, 5);
    boolean rolled = !tape.is(bitsAt, JsonTape.Kind.NULL);
    long bits = params.hex32(bitsAt);
    if (nonceAt == JsonTape.ABSENT) {
      return new Malformed(id, "mining.submit", "Missing parameters");
    } else if (worker == null || jobId == null) {
      return new Malformed(id, "mining.submit", "Invalid worker or job id");
    } else if (extranonce2 == null) {
      return new Malformed(id, "mining.submit", "Invalid extranonce2");
    } else if (ntime < 0) {
      return new Malformed(id, "mining.submit", "Invalid ntime");
    } else if (nonce < 0) {
      return new Malformed(id, "mining.submit", "Invalid nonce");
    } else if (rolled && bits < 0) {
      return new Malformed(id, "mining.submit", "Invalid version bits");
    }
    Integer versionBits = rolled ? (Integer) (int) bits : null;
    return new Submit(id, worker, jobId, extranonce2, (int) ntime, (int) nonce, versionBits);
  }

  private MinerMessage authorize(RequestId id, int at) {
    String user = params.text(tape.item(at, 0));
    int secret = tape.item(at, 1);
    String password = tape.is(secret, JsonTape.Kind.NULL) ? "" : tape.text(secret);
    return user == null
        ? new Malformed(id, "mining.authorize", "Invalid user")
        : new Authorize(id, user, password);
  }

  private MinerMessage subscribe(RequestId id, int at) {
    String userAgent = params.textOrEmpty(tape.item(at, 0));
    String sessionId = params.textOrEmpty(tape.item(at, 1));
    return new Subscribe(
        id,
        JsonEscapes.printable(userAgent, USER_AGENT_LIMIT),
        sessionId.isEmpty() ? null : sessionId);
  }

  private MinerMessage suggestDifficulty(RequestId id, String argument, int at) {
    byte[] ascii = argument.getBytes(StandardCharsets.UTF_8);
    double difficulty =
        argument.isEmpty()
            ? params.number(params.firstOrBare(at))
            : JsonNumbers.decimal(ascii, 0, ascii.length);
    return difficulty > 0
        ? new SuggestDifficulty(id, difficulty)
        : new Malformed(id, "mining.suggest_difficulty", "Invalid difficulty");
  }

  private MinerMessage suggestTarget(RequestId id, int at) {
    String digits = params.textOrEmpty(params.firstOrBare(at));
    HexBytes target = target(digits);
    return target == null
        ? new Malformed(id, "mining.suggest_target", "Invalid target")
        : new SuggestTarget(id, target);
  }

  private static @Nullable HexBytes target(String digits) {
    if (digits.isEmpty() || digits.length() > TARGET_DIGITS || digits.matches("0*")) {
      return null;
    }
    return HexBytes.parse("0".repeat(TARGET_DIGITS - digits.length()) + digits);
  }

  private MinerMessage getTransactions(RequestId id, String argument, int at) {
    return new GetTransactions(
        id, argument.isEmpty() ? params.textOrEmpty(params.firstOrBare(at)) : argument);
  }

  private MinerMessage unknown(RequestId id, String written, MethodName name) {
    return name.isRefusedFromMiners()
        ? new Malformed(id, JsonEscapes.printable(written, METHOD_LIMIT), "Unsupported method")
        : new UnknownRequest(id, written, envelope.rawParams());
  }
}
