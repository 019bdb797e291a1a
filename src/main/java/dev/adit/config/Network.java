package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// Some addresses: one, or all that begin with the same bits. `192.0.2.7`, `10.0.0.0/8`,
/// `2001:db8::/32`.
///
/// @param prefixLength bits that count: 32 of an IPv4 address mean it alone
public record Network(InetAddress address, int prefixLength) {
  private static final String EXAMPLE =
      "write an address or a network, such as \"192.0.2.7\" or \"10.0.0.0/8\"";

  /// No names, and none of the short forms that nobody can read.
  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  static Parsed<Network> parse(String text) {
    var shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Bad<>("is no address: " + EXAMPLE);
    }
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(shape.group(1));
    } catch (IllegalArgumentException notOne) {
      return new Bad<>("is no address: " + EXAMPLE);
    }
    int bits = address.getAddress().length * 8;
    int prefix = shape.group(2) == null ? bits : Integer.parseInt(shape.group(2));
    if (prefix > bits) {
      return new Bad<>("has more bits than an address: write one from /0 to /" + bits);
    }
    Network network = new Network(address, prefix);
    return network.hasStrayBits()
        ? new Bad<>("has bits behind /%d: write \"%s\"".formatted(prefix, network.stripped()))
        : new Good<>(network);
  }

  private boolean hasStrayBits() {
    return !stripped().address.equals(address);
  }

  private Network stripped() {
    byte[] bytes = address.getAddress();
    int behind = bytes.length * 8 - prefixLength;
    for (int bit = 0; bit < behind; bit++) {
      int index = bytes.length - 1 - bit / 8;
      bytes[index] = (byte) (bytes[index] & ~(1 << bit % 8));
    }
    try {
      return new Network(InetAddress.getByAddress(bytes), prefixLength);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// As it is written in a file.
  @Override
  public String toString() {
    int bits = address instanceof Inet4Address ? 32 : 128;
    String text = address.getHostAddress();
    return prefixLength == bits ? text : text + "/" + prefixLength;
  }
}
