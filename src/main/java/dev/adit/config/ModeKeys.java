package dev.adit.config;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which keys of a listener mean something in some modes only. Those of another mode are a mistake:
/// whoever wrote them expects something that will not happen.
final class ModeKeys {
  private static final Map<String, Set<Mode>> MODES = new HashMap<>();

  static {
    put(EnumSet.of(Mode.PROXY), "miners_per_lane", "local_authorize", "strict_broadcast");
    put(EnumSet.of(Mode.PROXY), "vardiff", "hot_standby", "keep_warm");
    put(EnumSet.of(Mode.PROXY, Mode.TAP), "pools", "max_miners", "tls");
    put(EnumSet.of(Mode.PROXY, Mode.TAP, Mode.TCP), "keepalive", "user_timeout", "proxy_protocol");
    put(EnumSet.of(Mode.TAP, Mode.TCP, Mode.UDP), "connect_timeout", "drain");
    put(EnumSet.of(Mode.TCP, Mode.UDP), "to", "balance", "health", "source");
    put(EnumSet.of(Mode.TCP, Mode.UDP), "max_bytes_per_second");
    put(EnumSet.of(Mode.TCP), "send_proxy", "max_connections");
    put(EnumSet.of(Mode.UDP), "max_sessions", "via");
  }

  private ModeKeys() {}

  private static void put(Set<Mode> modes, String... keys) {
    List.of(keys).forEach(key -> MODES.put(key, modes));
  }

  /// A problem for each key that is there and means nothing in this mode.
  static void check(Mode mode, Fields listener, Problems problems) {
    MODES.forEach(
        (key, modes) -> {
          if (listener.has(key) && !modes.contains(mode)) {
            String where =
                modes.stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(" or "));
            problems.add(
                listener.at(key),
                "means nothing where mode = \"%s\", only with %s: remove it"
                    .formatted(mode, where));
          }
        });
  }
}
