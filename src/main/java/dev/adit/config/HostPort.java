package dev.adit.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address to listen on: `127.0.0.1:8080`, `[::1]:3333`, or `:3333` for all addresses.
///
/// @param host a name or address without brackets; empty means all addresses
/// @param port 0 to 65535; 0 lets the system choose a free one
public record HostPort(String host, int port) {

  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([\\w.-]*)):(\\d{1,5})");
  private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::");
  static final String CURE =
      "is not an address: write \"host:port\", \":port\" or \"[::1]:port\", port 0 to 65535";

  /// Reads `host:port`.
  public static Parsed<HostPort> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches() || Integer.parseInt(shape.group(3)) > 65535) {
      return new Parsed.Bad<>(CURE);
    }
    String host = shape.group(1) != null ? shape.group(1) : shape.group(2);
    return new Parsed.Good<>(new HostPort(host, Integer.parseInt(shape.group(3))));
  }

  /// Whether it means every address of this machine.
  public boolean isAllAddresses() {
    return ALL_ADDRESSES.contains(host);
  }

  /// Whether only this machine can reach it. A name other than `localhost` counts as reachable: it
  /// is not looked up.
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /// Whether both cannot be open at once. Port 0 never collides.
  boolean collidesWith(HostPort other) {
    return port != 0
        && port == other.port
        && (host.equals(other.host) || covers(other) || other.covers(this));
  }

  /// `0.0.0.0` is every address of IPv4 alone.
  private boolean covers(HostPort other) {
    return isAllAddresses() && !(host.equals("0.0.0.0") && other.host.contains(":"));
  }

  /// Whether what goes to that target comes in here.
  boolean isReachedBy(HostPort target) {
    boolean here = target.isLoopback() || target.isAllAddresses();
    return collidesWith(target) && (host.equals(target.host) || (here && isAllAddresses()));
  }

  /// As written in a configuration file.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
