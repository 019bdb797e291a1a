package dev.adit.sim;

import java.net.InetSocketAddress;

/// Where simulated miners dial.
///
/// @param tls whether to speak TLS; whose certificate it is does not matter to a simulation
public record PoolAddress(InetSocketAddress socket, boolean tls) {
  public static PoolAddress plain(InetSocketAddress socket) {
    return new PoolAddress(socket, false);
  }
}
