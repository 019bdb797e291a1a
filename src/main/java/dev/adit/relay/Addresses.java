package dev.adit.relay;

import dev.adit.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Socket addresses in words.
final class Addresses {
  private Addresses() {}

  /// `192.0.2.7`, `fe80:0:0:0:0:0:0:7%2`. Netty gives every sender of datagrams a zone, and 0 is
  /// none.
  static String host(InetAddress address) {
    String text = address.getHostAddress();
    return text.endsWith("%0") ? text.substring(0, text.length() - 2) : text;
  }

  /// `192.0.2.7:1234`, `[2001:db8::7]:1234`.
  static String text(InetSocketAddress address) {
    return new HostPort(host(address.getAddress()), address.getPort()).toString();
  }
}
