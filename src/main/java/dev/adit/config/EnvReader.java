package dev.adit.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a native table of a Port Relay `.env`, so that what it has no keys for is as in a native
/// file that does not say it.
final class EnvReader {
  private static final int DAY = 86_400;
  private static final int LONGEST_PROBE = 32_767;
  private static final int MOST_PROBES = 127;
  private static final int MOST_TRIES = 100;
  private static final String SECONDS = "seconds";

  private final Problems problems;
  private final List<String> notices;
  private final EnvSettings settings;

  EnvReader(String text, Problems problems, List<String> notices) {
    this.problems = problems;
    this.notices = notices;
    this.settings = new EnvSettings(text, problems, notices);
  }

  /// Of use only where no problem is noted.
  Node.Table read() {
    List<EnvRelay> relays = relays();
    checkPorts(relays);
    Map<String, Node> common = new LinkedHashMap<>();
    common.put("connect_timeout", seconds(settings.count("CONNECT_TIMEOUT", SECONDS, DAY)));
    Map<String, Node> tcp = new LinkedHashMap<>(common);
    tcp.put("idle_timeout", seconds(0)); // the original has none
    tcp.putAll(keepalive());
    Map<String, Node> health = health();
    boolean checked = settings.flag("ENABLE_HEALTH_CHECK");
    if (checked) {
      tcp.put("health", new Node.Table(health));
    }
    List<Node> listeners = new ArrayList<>();
    for (EnvRelay relay : relays) {
      Map<String, Node> listener = new LinkedHashMap<>(relay.mode() == Mode.TCP ? tcp : common);
      listener.put("name", new Node.Text(relay.name()));
      listener.put("bind", new Node.Text(relay.bind().toString()));
      listener.put("mode", new Node.Text(relay.mode().toString()));
      listener.put("to", new Node.Text(relay.target().toString()));
      listeners.add(new Node.Table(listener));
      if (checked && relay.mode() == Mode.UDP) {
        notices.add(
            relay.line().at() + ": its target is not checked: what serves UDP rarely answers TCP");
      }
    }
    String log = settings.flag("ENABLE_LOGGING") ? "logs/relay.log" : "";
    return new Node.Table(
        Map.of(
            "admin", admin(relays),
            "log", new Node.Table(Map.of("file", new Node.Text(log))),
            "guard", new Node.Table(Map.of("enabled", new Node.Flag(false))), // there is none
            "listener", new Node.Items(listeners)));
  }

  private List<EnvRelay> relays() {
    List<EnvRelay> relays = new ArrayList<>();
    for (EnvLine.Setting setting : settings.relays()) {
      switch (EnvRelay.of(setting)) {
        case Parsed.Good<EnvRelay>(EnvRelay relay) -> relays.add(relay);
        case Parsed.Bad<EnvRelay>(String why) -> problems.add(setting.at(), why);
      }
    }
    if (!settings.hasRelays()) {
      problems.add("RELAY_1", "missing: add RELAY_1=\"in_port;out_port;out_host;TCP\"");
    }
    relays.sort(Comparator.comparingLong(EnvRelay::number));
    return relays;
  }

  /// One port serves one relay a protocol.
  private void checkPorts(List<EnvRelay> relays) {
    Map<String, EnvRelay> taken = new HashMap<>();
    for (EnvRelay relay : relays) {
      EnvRelay before = taken.putIfAbsent(relay.mode() + " " + relay.inPort(), relay);
      if (before != null) {
        problems.add(
            relay.line().at(),
            "port %d is taken by %s: choose another in_port"
                .formatted(relay.inPort(), before.line().at()));
      }
    }
  }

  private Node.Table admin(List<EnvRelay> relays) {
    HostPort listen = settings.addressOrNone(EnvKeys.ADMIN_LISTEN);
    EnvLine.Setting line = settings.find(EnvKeys.ADMIN_LISTEN);
    if (listen == null || line == null) {
      return new Node.Table(Map.of("listen", new Node.Text("")));
    }
    for (EnvRelay relay : relays) {
      if (relay.mode() == Mode.TCP && relay.bind().collidesWith(listen)) {
        problems.add(
            line.at(),
            "\"%s\" is taken by %s: choose another port".formatted(listen, relay.line().at()));
      }
    }
    return new Node.Table(
        Map.of(
            "listen", new Node.Text(listen.toString()),
            "open_read_only", new Node.Flag(!listen.isLoopback())));
  }

  /// What was sent may stay unacknowledged for as long as silence may last: any less and the kernel
  /// would end a connection before the probes do.
  private Map<String, Node> keepalive() {
    int idle = settings.count("KEEPALIVE_IDLE", SECONDS, LONGEST_PROBE);
    int interval = settings.count("KEEPALIVE_INTVL", SECONDS, LONGEST_PROBE);
    int count = settings.count("KEEPALIVE_CNT", "probes", MOST_PROBES);
    long longest = Duration.ofMillis(Integer.MAX_VALUE).toSeconds();
    return Map.of(
        "keepalive",
        new Node.Table(
            Map.of(
                "idle", seconds(idle),
                "interval", seconds(interval),
                "count", new Node.Figure(BigDecimal.valueOf(count)))),
        "user_timeout",
        seconds(Math.min(longest, idle + (long) interval * count)));
  }

  private Map<String, Node> health() {
    int tries = settings.count("HEALTH_CHECK_RETRIES", "tries", MOST_TRIES);
    return Map.of(
        "timeout",
        seconds(settings.count("HEALTH_CHECK_TIMEOUT", SECONDS, DAY)),
        "retries",
        new Node.Figure(BigDecimal.valueOf(tries)));
  }

  private static Node seconds(long seconds) {
    return new Node.Text(seconds + "s");
  }
}
