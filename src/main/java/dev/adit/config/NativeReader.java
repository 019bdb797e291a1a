package dev.adit.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a configuration of a native file.
final class NativeReader {

  /// Where datagrams say nothing for so long, nobody is there: they have no end.
  private static final Duration UDP_IDLE = Duration.ofSeconds(60);

  private final Path file;
  private final Problems problems;

  /// @param file where it stands, because paths in it are relative to that
  NativeReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  AditConfig read(Node.Table table) {
    Fields top = Fields.of(NativeKeys.TABLE, problems, "", "", table);
    List<PoolConfig> pools = top.each("pool").stream().map(NativeReader::pool).toList();
    List<ListenerConfig> listeners = top.each("listener").stream().map(this::listener).toList();
    return new AditConfig(
        admin(top.in("admin")),
        pools,
        listeners,
        new ReportConfig(top.in("report").duration("every")),
        log(top.in("log"), file),
        guard(top.in("guard")),
        top.has("forensics") || listeners.stream().anyMatch(door -> door.mode() == Mode.TAP)
            ? forensics(top.in("forensics"))
            : null);
  }

  private static AdminConfig admin(Fields admin) {
    return new AdminConfig(
        admin.addressOrOff("listen"),
        admin.text("user"),
        admin.secret("password"),
        admin.flag("pprof"),
        admin.flag("open_read_only"));
  }

  /// Also the log of a file that has no keys for it.
  static LogConfig log(Fields log, Path file) {
    return new LogConfig(
        log.pathOrNone("file", file), log.size("max_size"), log.count("max_files"));
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
    Mode mode = listener.choice("mode", Mode.class);
    if (listener.has("mode")) {
      ModeKeys.check(mode, listener, problems);
    }
    return new ListenerConfig(
        listener.text("name"),
        listener.address("bind"),
        mode,
        pools.names(),
        pools.shares(),
        listener.count("max_miners"),
        listener.count("miners_per_lane"),
        mode == Mode.UDP && !listener.has("idle_timeout")
            ? UDP_IDLE
            : listener.duration("idle_timeout"),
        listener.has("tls") ? tls(listener.in("tls")) : null,
        vardiff(listener.in("vardiff")),
        listener.flag("local_authorize"),
        listener.flag("strict_broadcast"),
        listener.flag("hot_standby"),
        listener.flag("keep_warm"),
        keepalive(listener),
        listener.networks("proxy_protocol"),
        mode == Mode.TCP || mode == Mode.UDP ? relay(listener) : null,
        mode == Mode.TAP
            ? new TapConfig(listener.duration("connect_timeout"), listener.duration("drain"))
            : null);
  }

  static RelayConfig relay(Fields listener) {
    return new RelayConfig(
        listener.addresses("to"),
        listener.choice("balance", Balance.class),
        listener.duration("connect_timeout"),
        listener.has("health") ? health(listener.in("health")) : null,
        listener.choice("send_proxy", SendProxy.class),
        listener.text("source"),
        listener.count("max_connections"),
        listener.count("max_sessions"),
        listener.size("max_bytes_per_second"),
        listener.duration("drain"),
        listener.choice("via", Via.class));
  }

  private static HealthConfig health(Fields health) {
    return new HealthConfig(
        health.duration("interval"),
        health.duration("timeout"),
        health.count("retries"),
        health.choice("check", HealthConfig.Check.class));
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

  ForensicsConfig forensics(Fields forensics) {
    return new ForensicsConfig(
        forensics.path("directory", file),
        forensics.timeServers("ntp_servers"),
        forensics.duration("ntp_interval"),
        forensics.duration("max_ntime_drift"),
        forensics.duration("stale_job"),
        forensics.duration("rapid_share"),
        forensics.count("min_extranonce2_size"),
        forensics.flag("geek_mode"),
        forensics.flag("share_log"),
        forensics.flag("timing_log"),
        forensics.flag("journal"),
        forensics.number("near_miss"),
        forensics.text("expect_address"),
        forensics.texts("reference_pools"),
        forensics.has("pool_stats") ? poolStats(forensics.in("pool_stats")) : null,
        forensics.size("max_file_size"),
        forensics.count("max_files"));
  }

  private static PoolStatsConfig poolStats(Fields stats) {
    return new PoolStatsConfig(
        stats.site("url"),
        stats.choice("style", PoolStatsConfig.Style.class),
        stats.text("address"),
        stats.duration("interval"));
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
