package dev.adit.stratum;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pool says: to Adit, or Adit itself to a miner.
public sealed interface PoolMessage {

  /// `mining.notify`: a job.
  ///
  /// @param prevhash 32 bytes as on the wire (each 4-byte word reversed)
  /// @param branch 32 bytes each, internal order, used as they are
  /// @param ntime Unix seconds, unsigned
  record Notify(
      String jobId,
      HexBytes prevhash,
      HexBytes coinb1,
      HexBytes coinb2,
      List<HexBytes> branch,
      int version,
      int nbits,
      int ntime,
      boolean clean)
      implements PoolMessage {}

  /// `mining.set_difficulty`: positive and finite, fractions kept.
  record SetDifficulty(double difficulty) implements PoolMessage {}

  /// `mining.set_extranonce`. The size is as the pool said it; whether it is usable is not judged.
  record SetExtranonce(HexBytes extranonce1, int extranonce2Size) implements PoolMessage {}

  /// `mining.set_version_mask`.
  record SetVersionMask(int mask) implements PoolMessage {}

  /// `client.reconnect`. A null host or a port of 0 means: the same as now.
  record Reconnect(@Nullable String host, int port, int waitSeconds) implements PoolMessage {}

  /// `client.show_message`, cut to 256 characters, control characters replaced.
  record ShowMessage(String text) implements PoolMessage {}

  /// `client.get_version`: wants an answer.
  record GetVersion(RequestId id) implements PoolMessage {}

  /// `mining.ping`: wants an answer.
  record Ping(RequestId id) implements PoolMessage {}

  /// The answer to a request. `result` and `error` are raw JSON, "null" if absent; a top-level
  /// `reject-reason` without an error reads as the error `[20,"reason",null]`.
  record Answer(RequestId id, String result, String error) implements PoolMessage {
    public static Answer yes(RequestId id) {
      return new Answer(id, "true", "null");
    }

    public static Answer of(RequestId id, String resultJson) {
      return new Answer(id, resultJson, "null");
    }

    public static Answer refusal(RequestId id, StratumError error) {
      return new Answer(id, "null", error.json());
    }

    /// Result `true` and no error: anything else is a no.
    public boolean isYes() {
      return result.equals("true") && error.equals("null");
    }
  }

  /// A method that Adit does not know. `params` is their raw JSON, "[]" if absent.
  record Unknown(String method, String params) implements PoolMessage {}

  /// A known method whose parameters can't be used, or no JSON object at all.
  record Garbage(String problem) implements PoolMessage {}
}
