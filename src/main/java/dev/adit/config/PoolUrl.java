package dev.adit.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a pool is and how it is spoken to: `stratum+tcp://host:port` or `stratum+ssl://host:port`.
///
/// @param host a name or address, an IPv6 address without brackets
/// @param port 1 to 65535
public record PoolUrl(Scheme scheme, String host, int port) {

  /// How the bytes travel.
  public enum Scheme {
    TCP("stratum+tcp"),
    TLS("stratum+ssl");

    private final String text;

    Scheme(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9+]+)://(?:\\[([0-9A-Fa-f:.]+)]|([\\w.-]+))(?::(\\d{1,5}))?");
  static final String EXAMPLE = "write stratum+tcp://host:port, or stratum+ssl://host:port for TLS";

  /// Reads a URL that names its port.
  public static Parsed<PoolUrl> parse(String text) {
    return parse(text, 0);
  }

  /// Reads a URL.
  ///
  /// @param standardPort the port meant where the text names none; 0 where it must
  static Parsed<PoolUrl> parse(String text, int standardPort) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Parsed.Bad<>("is not a pool's address: " + EXAMPLE);
    }
    int port = shape.group(4) == null ? standardPort : Integer.parseInt(shape.group(4));
    if (port < 1 || port > 65535) {
      return new Parsed.Bad<>("has no port between 1 and 65535: " + EXAMPLE);
    }
    String host = shape.group(2) != null ? shape.group(2) : shape.group(3);
    return switch (shape.group(1).toLowerCase(Locale.ROOT)) {
      case "stratum+tcp", "tcp" -> new Parsed.Good<>(new PoolUrl(Scheme.TCP, host, port));
      case "stratum+ssl", "stratum+tls", "ssl", "tls" ->
          new Parsed.Good<>(new PoolUrl(Scheme.TLS, host, port));
      case "grin+tcp", "grin+ssl" -> new Parsed.Bad<>("is a Grin pool: " + NativeKeys.NOT_YET);
      default -> new Parsed.Bad<>("has an unknown scheme: " + EXAMPLE);
    };
  }

  /// As written in a configuration file.
  @Override
  public String toString() {
    return scheme + "://" + new HostPort(host, port);
  }
}
