package dev.adit;

import dev.adit.config.HostPort;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/// Why an address can't be listened on, and what to do about it.
final class BindFailure {
  private BindFailure() {}

  static String inWords(HostPort asked, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    String known = message.toLowerCase(Locale.ROOT);
    if (known.contains("address already in use")) {
      return "port %d is in use: stop the other program, or choose another port for bind"
          .formatted(asked.port());
    }
    if (known.contains("permission denied")) {
      return "port %d needs more rights than this user has: choose one above 1023 for bind"
          .formatted(asked.port());
    }
    if (known.contains("cannot assign") || known.contains("can't assign")) {
      return "%s is not an address of this machine: bind \":%d\" for all of them"
          .formatted(asked.host(), asked.port());
    }
    if (cause.getCause() instanceof UnresolvedAddressException) {
      return "%s is the name of no address: bind \":%d\" for all addresses"
          .formatted(asked.host(), asked.port());
    }
    return message;
  }
}
