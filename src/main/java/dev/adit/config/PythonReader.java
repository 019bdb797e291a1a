package dev.adit.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a native table of the original tap's settings, so that what it has no keys for is as in a
/// native file that does not say it.
final class PythonReader {
  private static final int MOST_BYTES = 1000;

  /// What stands there until somebody writes an address: "YOUR_ADDRESS_HERE", "bc1q...",
  /// "xxxxxxxxxx".
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?is)(?![a-z0-9]{26,62}\\.\\w)(?:your.*|.*address.*|.*(?:[_<>\\s]|\\.\\.).*|.*(\\w)\\1{9}.*)");

  private final PythonSettings settings;

  PythonReader(String text, Problems problems, List<String> notices) {
    this.settings = new PythonSettings(text, problems, notices);
  }

  /// Of use only where no problem is noted.
  Node.Table read() {
    HostPort bind = address("LISTEN_HOST", "LISTEN_PORT", 0);
    HostPort pool = address("POOL_HOST", "POOL_PORT", 1);
    if (pool.host().isEmpty()) {
      settings.problem(
          "POOL_HOST", "\"\" names no pool: write its name, such as \"solo.ckpool.org\"");
    }
    if (bind.isReachedBy(pool)) {
      settings.problem("POOL_PORT", "\"%s\" is this tap itself: name another pool".formatted(pool));
    }
    return new Node.Table(
        Map.of(
            "admin", admin(bind),
            "guard", new Node.Table(Map.of("enabled", new Node.Flag(false))), // there is none
            "forensics", forensics(pool),
            "pool", tables(Map.of("name", text("main"), "url", text("stratum+tcp://" + pool))),
            "listener",
                tables(
                    Map.of(
                        "name", text("tap"),
                        "bind", text(bind.toString()),
                        "mode", text(Mode.TAP.toString()),
                        "pools", new Node.Items(List.of(text("main"))),
                        "idle_timeout", text("0s"))))); // the original has none
  }

  private HostPort address(String hostKey, String portKey, int leastPort) {
    String host = settings.text(hostKey).strip();
    int port = settings.count(portKey, leastPort, 65_535);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    String written = plain.chars().filter(c -> c == ':').count() > 1 ? "[" + plain + "]" : plain;
    return switch (HostPort.parse(written + ":" + port)) {
      case Parsed.Good<HostPort>(HostPort address) -> address;
      case Parsed.Bad<HostPort> _ -> {
        settings.problem(
            hostKey,
            "%s is no host: write a name or an address, without a scheme or a port"
                .formatted(Node.quoted(host)));
        yield new HostPort("placeholder", port);
      }
    };
  }

  private Node.Table admin(HostPort bind) {
    String listen = settings.text(PythonKeys.ADMIN_LISTEN).strip();
    if (listen.isEmpty()) {
      return new Node.Table(Map.of("listen", text("")));
    }
    return switch (HostPort.parse(listen)) {
      case Parsed.Bad<HostPort>(String why) -> {
        settings.problem(PythonKeys.ADMIN_LISTEN, Node.quoted(listen) + " " + why);
        yield Node.Table.EMPTY;
      }
      case Parsed.Good<HostPort>(HostPort address) -> {
        if (address.collidesWith(bind)) {
          settings.problem(
              PythonKeys.ADMIN_LISTEN,
              "\"%s\" is taken by the tap: choose another port".formatted(address));
        }
        yield new Node.Table(
            Map.of("listen", text(listen), "open_read_only", new Node.Flag(!address.isLoopback())));
      }
    };
  }

  private Node.Table forensics(HostPort pool) {
    Node servers = settings.list("NTP_SERVERS", TimeServers::of);
    int least = settings.count("MIN_EXTRANONCE2_SIZE", 0, MOST_BYTES);
    boolean asked = settings.flag("NTP_VERIFICATION");
    boolean measured = settings.flag("EXTRANONCE_FORENSICS");
    Map<String, Node> forensics = new HashMap<>();
    forensics.put("directory", text(Path.of("").toAbsolutePath().toString())); // as the original
    forensics.put("ntp_servers", asked ? servers : Node.Items.NONE);
    forensics.put("max_ntime_drift", settings.seconds("MAX_TIMESTAMP_DRIFT"));
    forensics.put("stale_job", settings.seconds("STALE_JOB_THRESHOLD"));
    forensics.put("rapid_share", settings.seconds("RAPID_SHARE_THRESHOLD"));
    forensics.put(
        "min_extranonce2_size", new Node.Figure(BigDecimal.valueOf(measured ? least : 0)));
    forensics.put("geek_mode", new Node.Flag(settings.flag("GEEK_MODE")));
    forensics.put("share_log", new Node.Flag(settings.flag("SHARE_DIFFICULTY_TRACKING")));
    forensics.put("timing_log", new Node.Flag(settings.flag("TIMING_ANALYSIS")));
    String account = account();
    if (account != null) {
      String site = new HostPort(pool.host(), 0).toString().replaceFirst(":0$", "");
      forensics.put(
          "pool_stats",
          new Node.Table(Map.of("url", text("https://" + site), "address", text(account))));
    }
    return new Node.Table(forensics);
  }

  /// Null where no pool is to be asked for anybody's figures.
  private @Nullable String account() {
    String key = "MINING_ADDRESS";
    String account = settings.text(key).strip();
    if (account.isEmpty()) {
      return null;
    }
    if (PLACEHOLDER.matcher(account).matches()) {
      settings.notice(key, "is a placeholder: the pool is not asked for its figures");
      return null;
    }
    if (!AddressShape.isAccount(account)) {
      settings.problem(key, "%s %s".formatted(Node.quoted(account), AddressShape.NO_ACCOUNT));
    }
    return account;
  }

  private static Node.Items tables(Map<String, Node> table) {
    return new Node.Items(List.of(new Node.Table(table)));
  }

  private static Node.Text text(String value) {
    return new Node.Text(value);
  }
}
