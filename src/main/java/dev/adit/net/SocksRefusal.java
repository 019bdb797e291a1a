package dev.adit.net;

import dev.adit.aggregate.PoolTransport;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a SOCKS5 proxy did not let us through, in words for a person.
final class SocksRefusal {

  /// How Netty's messages end: "..., authStatus: FAILURE(255)", "..., timeout".
  private static final Pattern SAID =
      Pattern.compile(".*, (unexpected authMethod|authStatus|status|timeout|disconnected)(.*)");

  private SocksRefusal() {}

  static Failure.Told of(PoolTransport.Socks5 proxy, Throwable cause) {
    return new Failure.Told("the SOCKS proxy " + proxy + " " + inWords(proxy, cause));
  }

  private static String inWords(PoolTransport.Socks5 proxy, Throwable cause) {
    if (!(cause instanceof ProxyConnectException)) {
      return "can't be reached: " + Failure.inWords(cause);
    }
    Matcher said = SAID.matcher(String.valueOf(cause.getMessage()));
    if (cause.getCause() != null || !said.matches()) {
      return "failed: " + Failure.inWords(cause.getCause() == null ? cause : cause.getCause());
    }
    return switch (said.group(1)) {
      case "unexpected authMethod" ->
          (proxy.user().isEmpty() ? "wants a user and a password" : "takes no user and password")
              + ", or is none";
      case "authStatus" -> "refused the user or the password";
      case "status" -> "refused: " + status(said.group(2));
      case "timeout" -> "did not answer in time";
      default -> "closed the connection";
    };
  }

  /// ": HOST_UNREACHABLE(4)" as "host unreachable".
  private static String status(String text) {
    return text.replaceAll("[: ]|\\(.*", "").replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
