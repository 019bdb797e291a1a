package dev.adit.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every key of a Port Relay `.env`, and ours.
final class EnvKeys {
  static final String ADMIN_LISTEN = "ADMIN_LISTEN";

  /// What each relay is called, for a hint.
  private static final String RELAY_N = "RELAY_N";

  static final KeyTable TABLE =
      KeyTable.parse(
          """
          RELAY_N              | text    | must |    | `"in_port;out_port;out_host;TCP"`, or `UDP`: the listener `relay-N`, on all IPv4 addresses; for any number N, as many as you like
          CONNECT_TIMEOUT      | count   | may  | 15 | seconds to reach a target: `listener.connect_timeout`
          KEEPALIVE_IDLE       | count   | may  | 30 | seconds of silence before the first probe: `listener.keepalive.idle`
          KEEPALIVE_INTVL      | count   | may  | 10 | seconds between probes: `listener.keepalive.interval`
          KEEPALIVE_CNT        | count   | may  | 3  | unanswered probes that end a connection: `listener.keepalive.count`
          ENABLE_LOGGING       | flag    | may  | y  | whether the log goes to `logs/relay.log` beside this file too: `log.file`
          ENABLE_HEALTH_CHECK  | flag    | may  | y  | whether the targets of TCP relays are checked, every minute: `listener.health`
          HEALTH_CHECK_TIMEOUT | count   | may  | 10 | seconds for one try: `listener.health.timeout`
          HEALTH_CHECK_RETRIES | count   | may  | 3  | failed tries, one after another, before a target counts as down: `listener.health.retries`
          ADMIN_LISTEN         | address | may  |    | Adit's own, off without it: where health, metrics and live state are served: `admin.listen`
          """);

  private static final Pattern RELAY = Pattern.compile("RELAY_\\d+");

  /// RELAY with anything behind it, or any other key, at the beginning of a line.
  private static final Pattern LOOKS =
      Pattern.compile(
          TABLE.all().stream()
              .map(KnownKey::name)
              .map(name -> name.equals(RELAY_N) ? "RELAY_\\w++" : name)
              .collect(
                  Collectors.joining("|", "(?m)^[ \\t]*+(?:export[ \\t]++)?(?:", ")[ \\t]*+=")));

  private static final Pattern RELAYS =
      Pattern.compile("(?m)^[ \\t]*+(?:export[ \\t]++)?RELAY_\\w++[ \\t]*+=");

  private static final Pattern TABLE_OR_OBJECT = Pattern.compile("(?m)^\\s*+[\\[{]");

  private EnvKeys() {}

  /// Whether a file is a Port Relay's, by its name or its looks: one with nothing in it but
  /// comments has none.
  static boolean fit(Path file, String text) {
    return fit(text) || (file.toString().endsWith(".env") && !TABLE_OR_OBJECT.matcher(text).find());
  }

  /// The same by its looks alone.
  static boolean fit(String text) {
    return LOOKS.matcher(text).find();
  }

  /// Whether any line names a relay, or tries to.
  static boolean hasRelays(String text) {
    return RELAYS.matcher(text).find();
  }

  static boolean isRelay(String key) {
    return RELAY.matcher(key).matches();
  }

  static boolean isKnown(String key) {
    return isRelay(key) || (TABLE.find("", key) != null && !key.equals(RELAY_N));
  }

  /// Whether a file of the original is complete without it.
  static boolean isOptional(String key) {
    return key.equals(RELAY_N) || key.equals(ADMIN_LISTEN);
  }
}
