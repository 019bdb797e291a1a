package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Servers to ask for the time, which most people write without a port.
final class TimeServers {
  private static final int NTP = 123;
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.%\\w]*:[0-9A-Fa-f:.%\\w]*:.*");

  private TimeServers() {}

  /// One, or a list of them; an empty list for none.
  static Parsed<List<HostPort>> of(Node node) {
    List<HostPort> servers = new ArrayList<>();
    for (Node item : node instanceof Node.Items(List<Node> items) ? items : List.of(node)) {
      HostPort server = item instanceof Node.Text(String text) ? server(text) : null;
      if (server == null) {
        String which = node instanceof Node.Items ? "has " + item.shown() + ", which " : "";
        return new Bad<>(
            which
                + "is no time server: write \"pool.ntp.org\" or \"host:port\", each in quotes, or"
                + " [] for none");
      }
      servers.add(server);
    }
    return new Good<>(servers);
  }

  private static @Nullable HostPort server(String text) {
    boolean bare = NAME.matcher(text).matches();
    boolean bareV6 = IPV6.matcher(text).matches();
    String whole = bare || text.endsWith("]") ? text + ":" + NTP : text;
    return HostPort.parse(bareV6 ? "[" + text + "]:" + NTP : whole)
                instanceof Good<HostPort>(HostPort server)
            && !server.host().isEmpty()
            && server.port() > 0
        ? server
        : null;
  }
}
