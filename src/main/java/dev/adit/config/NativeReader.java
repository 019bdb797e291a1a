package dev.adit.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a configuration of a native file.
final class NativeReader {

  private final Path file;

  /// @param file where it stands, because paths in it are relative to that
  NativeReader(Path file) {
    this.file = file;
  }

  AditConfig read(Node.Table table, Problems problems) {
    Fields top = Fields.of(NativeKeys.TABLE, problems, "", "", table);
    List<PoolConfig> pools = top.each("pool").stream().map(NativeReader::pool).toList();
    List<ListenerConfig> listeners = top.each("listener").stream().map(this::listener).toList();
    return new AditConfig(
        admin(top.in("admin")),
        pools,
        listeners,
        new ReportConfig(top.in("report").duration("every")),
        guard(top.in("guard")));
  }

  private static AdminConfig admin(Fields admin) {
    return new AdminConfig(
        admin.addressOrOff("listen"),
        admin.text("user"),
        admin.secret("password"),
        admin.flag("pprof"),
        admin.flag("open_read_only"));
  }

  private static PoolConfig pool(Fields pool) {
    Fields backoff = pool.in("backoff");
    return new PoolConfig(
        pool.text("name"),
        pool.url("url"),
        pool.text("user"),
        pool.secret("password"),
        pool.choice("worker_names", WorkerNames.class),
        pool.flag("fallback_user"),
        pool.choice("algorithm", AlgorithmName.class),
        pool.flag("insecure_skip_verify"),
        pool.text("certificate_sha256"),
        pool.socksOrNone("socks5"),
        new BackoffConfig(backoff.duration("min"), backoff.duration("max")),
        pool.duration("dead_after"),
        pool.duration("stable_for"));
  }

  private ListenerConfig listener(Fields listener) {
    PoolShares pools = listener.poolShares("pools");
    return new ListenerConfig(
        listener.text("name"),
        listener.address("bind"),
        listener.choice("mode", Mode.class),
        pools.names(),
        pools.shares(),
        listener.count("max_miners"),
        listener.count("miners_per_lane"),
        listener.duration("idle_timeout"),
        listener.has("tls") ? tls(listener.in("tls")) : null,
        vardiff(listener.in("vardiff")),
        listener.flag("local_authorize"),
        listener.flag("strict_broadcast"),
        listener.flag("hot_standby"),
        listener.flag("keep_warm"),
        keepalive(listener),
        listener.networks("proxy_protocol"));
  }

  private @Nullable TlsConfig tls(Fields tls) {
    return tls.flag("enabled")
        ? new TlsConfig(tls.path("cert_file", file), tls.path("key_file", file))
        : null;
  }

  /// Also what a listener has that no file of another program has keys for.
  static KeepaliveConfig keepalive(Fields listener) {
    Fields keepalive = listener.in("keepalive");
    return new KeepaliveConfig(
        keepalive.duration("idle"),
        keepalive.duration("interval"),
        keepalive.count("count"),
        listener.duration("user_timeout"));
  }

  private GuardConfig guard(Fields guard) {
    return new GuardConfig(
        guard.flag("enabled"),
        guard.count("max_miners"),
        guard.count("max_per_ip"),
        guard.count("max_per_minute"),
        guard.duration("connect_interval"),
        guard.duration("login_timeout"),
        guard.count("ban_points"),
        guard.count("share_points"),
        guard.duration("history"),
        guard.duration("ban"),
        guard.duration("newcomer_grace"),
        guard.networks("allow"),
        guard.networks("deny"),
        guard.count("ipv6_prefix"),
        guard.flag("dry_run"),
        guard.pathOrNone("file", file));
  }

  private static VardiffConfig vardiff(Fields vardiff) {
    return new VardiffConfig(
        vardiff.flag("enabled"),
        vardiff.duration("target"),
        vardiff.number("min"),
        vardiff.number("max"),
        vardiff.duration("adjust_every"));
  }
}
