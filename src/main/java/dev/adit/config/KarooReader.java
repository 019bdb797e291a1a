package dev.adit.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a configuration of a Karoo `config.json`. Every problem names the key as Karoo's user
/// knows it, which is why the rules that the records know too are asked again here.
final class KarooReader {

  /// Karoo's relative paths start at the working directory.
  private static final Path BESIDE = Path.of("config.json").toAbsolutePath();

  private final Problems problems;
  private final List<String> notices;

  KarooReader(Problems problems, List<String> notices) {
    this.problems = problems;
    this.notices = notices;
  }

  AditConfig read(Node.Table file) {
    Node.Table shaped = new KarooShape(notices).of(file);
    Fields top = Fields.of(KarooKeys.TABLE, problems, "", "", shaped);
    List<PoolConfig> pools = new ArrayList<>(List.of(pool("main", top.in("upstream"))));
    for (Fields backup : top.eachAs("upstream", "backups")) {
      pools.add(pool("backup-" + pools.size(), backup));
    }
    AdminConfig admin = admin(top.in("http"));
    ListenerConfig listener = listener(top, pools.stream().map(PoolConfig::name).toList());
    HostPort listen = admin.listen();
    if (listen != null && listen.collidesWith(listener.bind())) {
      problems.add(
          "http.listen",
          "\"%s\" is taken by proxy.listen \"%s\": choose another port"
              .formatted(listen, listener.bind()));
    }
    return new AditConfig(
        admin,
        pools,
        List.of(listener),
        new ReportConfig(standard("report").duration("every")),
        NativeReader.log(standard("log"), BESIDE),
        guard(top.in("ratelimit")),
        null);
  }

  /// What Karoo has no key for is as in a native file that does not say it.
  private Fields standard(String kind) {
    return Fields.of(NativeKeys.TABLE, problems, kind, kind, Node.Table.EMPTY);
  }

  private PoolConfig pool(String name, Fields upstream) {
    return new KarooUpstream(upstream, problems).pool(name);
  }

  private ListenerConfig listener(Fields top, List<String> pools) {
    Fields proxy = top.in("proxy");
    Fields compat = top.in("compat");
    noteBuffer(proxy, "read_buf");
    noteBuffer(proxy, "write_buf");
    return new ListenerConfig(
        "farm",
        proxy.address("listen"),
        Mode.PROXY,
        pools,
        List.of(),
        proxy.count("max_clients"),
        standard("listener").count("miners_per_lane"),
        Duration.ofMillis(proxy.count("client_idle_ms")),
        tls(proxy.in("tls")),
        KarooVardiff.read(top.in("vardiff"), problems),
        compat.flag("local_authorize"),
        compat.flag("strict_broadcast"),
        true,
        false,
        NativeReader.keepalive(standard("listener")),
        List.of(),
        null,
        null);
  }

  /// The size that everybody has is not worth a line.
  private void noteBuffer(Fields proxy, String name) {
    int size = proxy.count(name);
    if (size != 4096) {
      notices.add(
          "%s: %d is not needed: Adit sizes its buffers itself".formatted(proxy.at(name), size));
    }
  }

  private @Nullable TlsConfig tls(Fields tls) {
    if (!tls.flag("enabled")) {
      return null;
    }
    TlsConfig files = new TlsConfig(tls.path("cert_file", BESIDE), tls.path("key_file", BESIDE));
    problems.addAll(files.problems("proxy.tls"));
    return files;
  }

  private static AdminConfig admin(Fields http) {
    HostPort listen = http.addressOrOff("listen");
    boolean open = listen != null && !listen.isLoopback();
    return new AdminConfig(listen, "admin", Secret.NONE, http.flag("pprof"), open);
  }

  /// Karoo knows these limits and no others.
  private GuardConfig guard(Fields limit) {
    Fields standard = standard("guard");
    limit.count("cleanup_interval_seconds");
    return new GuardConfig(
        limit.flag("enabled"),
        0,
        limit.count("max_connections_per_ip"),
        limit.count("max_connections_per_minute"),
        Duration.ZERO,
        Duration.ZERO,
        0,
        standard.count("share_points"),
        standard.duration("history"),
        Duration.ofSeconds(limit.count("ban_duration_seconds")),
        standard.duration("newcomer_grace"),
        List.of(),
        List.of(),
        standard.count("ipv6_prefix"),
        false,
        null);
  }
}
