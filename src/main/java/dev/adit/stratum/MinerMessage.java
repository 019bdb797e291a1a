package dev.adit.stratum;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a miner says: to Adit, or Adit itself to a pool.
public sealed interface MinerMessage {

  /// A message that wants an answer with its own id. An absent id reads as `null`.
  sealed interface Request extends MinerMessage {
    RequestId id();
  }

  /// `mining.configure` (BIP310). `extensions` holds the names in the order asked, known or not.
  ///
  /// @param versionMask the bits the miner wants to roll; all where it did not say
  /// @param minimumDifficulty `minimum-difficulty.value`, or null where absent or unusable
  /// @param info the `info.*` texts worth a log line, cut to 128 characters, or null
  record Configure(
      RequestId id,
      List<String> extensions,
      int versionMask,
      @Nullable Double minimumDifficulty,
      @Nullable String info)
      implements Request {
    public static final String VERSION_ROLLING = "version-rolling";
    public static final String MINIMUM_DIFFICULTY = "minimum-difficulty";
    public static final String SUBSCRIBE_EXTRANONCE = "subscribe-extranonce";
    public static final String INFO = "info";
  }

  /// `mining.subscribe`. Anything unusable in the parameters reads as absent.
  record Subscribe(RequestId id, String userAgent, @Nullable String sessionId) implements Request {}

  /// `mining.authorize`. The password is never logged; absent or null reads as "".
  record Authorize(RequestId id, String user, String password) implements Request {
    @Override
    public String toString() {
      return "Authorize[id=" + id + ", user=" + user + ", password=***]";
    }
  }

  /// `mining.submit`.
  ///
  /// @param ntime Unix seconds, unsigned
  /// @param nonce the 32-bit nonce; text of fewer than 8 digits was padded with zeros on the left
  /// @param versionBits the sixth parameter, or null where absent
  record Submit(
      RequestId id,
      String worker,
      String jobId,
      HexBytes extranonce2,
      int ntime,
      int nonce,
      @Nullable Integer versionBits)
      implements Request {}

  /// `mining.suggest_difficulty`: positive and finite.
  record SuggestDifficulty(RequestId id, double difficulty) implements Request {}

  /// `mining.suggest_target`: a 256-bit big-endian number, 32 bytes.
  record SuggestTarget(RequestId id, HexBytes target) implements Request {}

  /// `mining.extranonce.subscribe`: the miner can follow `mining.set_extranonce`.
  record ExtranonceSubscribe(RequestId id) implements Request {}

  /// `mining.get_transactions`, also with the job id inside the method's name.
  record GetTransactions(RequestId id, String jobId) implements Request {}

  /// `mining.get_version`, asked by a miner.
  record GetVersion(RequestId id) implements Request {}

  /// `mining.ping`, asked by a miner.
  record Ping(RequestId id) implements Request {}

  /// A known method whose parameters can't be used; `problem` says what is wrong, for the miner.
  record Malformed(RequestId id, String method, String problem) implements Request {}

  /// A method that Adit does not know. `params` is their raw JSON, "[]" if absent.
  record UnknownRequest(RequestId id, String method, String params) implements Request {}

  /// The miner's answer to a request of ours; `result` and `error` are raw JSON, "null" if absent.
  record Answer(RequestId id, String result, String error) implements MinerMessage {}

  /// Said by some firmware for no answer at all: `mining.capabilities`, `{"method":"pong"}`,
  /// `mining.hashes_done`.
  record Chatter(String method) implements MinerMessage {}

  /// Not a JSON object with a method or an answer's fields.
  record Garbage(String problem) implements MinerMessage {}
}
