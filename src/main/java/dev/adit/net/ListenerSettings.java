package dev.adit.net;

import dev.adit.aggregate.LaneSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A door for miners.
///
/// @param bind port 0 means any free one
/// @param maxMiners connections at once; further ones are closed
/// @param tls null: none
public record ListenerSettings(
    String name,
    InetSocketAddress bind,
    int maxMiners,
    int minersPerLane,
    @Nullable Tls tls,
    LaneSettings lane) {

  /// PEM files: the certificate with its chain, and its PKCS#8 key.
  public record Tls(Path certificate, Path key) {}
}
