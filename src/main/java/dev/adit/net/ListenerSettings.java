package dev.adit.net;

import dev.adit.aggregate.LaneSettings;
import dev.adit.guard.AddressRanges;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A door for miners.
///
/// @param bind port 0 means any free one
/// @param maxMiners connections at once
/// @param balancers whose PROXY header is believed, and expected
/// @param tls null: none
public record ListenerSettings(
    String name,
    InetSocketAddress bind,
    int maxMiners,
    int minersPerLane,
    Keepalive keepalive,
    AddressRanges balancers,
    @Nullable Tls tls,
    LaneSettings lane) {

  /// How the kernel finds out that a miner is gone without a word.
  ///
  /// @param idleSeconds silence before the first probe; 0: no probes
  /// @param count unanswered probes that end the connection
  /// @param userTimeoutMillis how long what was sent may stay unacknowledged; 0: the kernel's way
  public record Keepalive(int idleSeconds, int intervalSeconds, int count, int userTimeoutMillis) {

    /// From the last sign of life until the last probe is given up.
    long totalMillis() {
      return 1_000L * (idleSeconds + (long) intervalSeconds * count);
    }
  }

  /// PEM files: the certificate with its chain, and its PKCS#8 key.
  public record Tls(Path certificate, Path key) {}
}
