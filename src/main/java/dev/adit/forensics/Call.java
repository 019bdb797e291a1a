package dev.adit.forensics;

import dev.adit.work.Algorithm;

/// Whose conversation it is.
///
/// @param miner address and port of the miner, or the name of the lane
/// @param pool its name in the configuration
/// @param host where the pool is, as configured
/// @param certificateSha256 of the pool's certificate, 64 hex digits; "" without TLS
public record Call(
    Kind kind,
    String listener,
    String miner,
    String pool,
    String host,
    int port,
    Algorithm algorithm,
    String certificateSha256) {

  /// Who is at the miner's end.
  public enum Kind {
    /// One miner.
    MINER,
    /// Adit itself, for many miners: what holds for one machine's pace does not hold here.
    LANE
  }

  /// The miner without its port, which is another in each connection.
  String address() {
    int colon = miner.lastIndexOf(':');
    return kind == Kind.LANE || colon < 0 ? miner : miner.substring(0, colon);
  }
}
