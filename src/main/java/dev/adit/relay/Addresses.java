package dev.adit.relay;

import dev.adit.config.HostPort;
import java.net.InetSocketAddress;

/// Socket addresses in words.
final class Addresses {
  private Addresses() {}

  /// `192.0.2.7:1234`, `[2001:db8::7]:1234`.
  static String text(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
  }
}
