package dev.adit.config;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes a configuration as native TOML with every key spelled out. It is ASCII only, so that it
/// survives any terminal's encoding, and loads back to an equal configuration.
public final class NativeToml {

  private final StringBuilder toml = new StringBuilder();
  private final Function<Secret, String> secrets;

  private NativeToml(Function<Secret, String> secrets) {
    this.secrets = secrets;
  }

  /// The whole configuration, passwords included.
  ///
  /// @param comments lines for the top of the file
  public static String render(AditConfig config, List<String> comments) {
    return new NativeToml(Secret::reveal).write(config, comments);
  }

  /// The same with passwords masked, for eyes and logs.
  public static String renderMasked(AditConfig config, List<String> comments) {
    return new NativeToml(Secret::toString).write(config, comments);
  }

  /// Nothing but the guard, to be added to a file.
  public static String render(GuardConfig guard, List<String> comments) {
    NativeToml section = new NativeToml(Secret::reveal);
    section.comments(comments);
    section.guard(guard);
    return section.toml.toString();
  }

  private String write(AditConfig config, List<String> comments) {
    comments(comments);
    admin(config.admin());
    toml.append("\n[report]\n");
    text("every", DurationText.format(config.report().every()));
    log(config.log());
    toml.append('\n');
    guard(config.guard());
    config.pools().forEach(this::pool);
    config.listeners().forEach(this::listener);
    return toml.toString();
  }

  private void comments(List<String> comments) {
    comments.forEach(comment -> toml.append("# ").append(comment).append('\n'));
    if (!comments.isEmpty()) {
      toml.append('\n');
    }
  }

  private void admin(AdminConfig admin) {
    HostPort listen = admin.listen();
    toml.append("[admin]\n");
    text("listen", listen == null ? "" : listen.toString());
    text("user", admin.user());
    text("password", secrets.apply(admin.password()));
    plain("open_read_only", admin.openReadOnly());
    plain("pprof", admin.pprof());
  }

  private void log(LogConfig log) {
    toml.append("\n[log]\n");
    Path file = log.file();
    text("file", file == null ? "" : file.toString());
    text("max_size", SizeText.format(log.maxSizeBytes()));
    plain("max_files", log.maxFiles());
  }

  private void guard(GuardConfig guard) {
    toml.append("[guard]\n");
    plain("enabled", guard.enabled());
    plain("max_miners", guard.maxMiners());
    plain("max_per_ip", guard.maxPerIp());
    plain("max_per_minute", guard.maxPerMinute());
    text("connect_interval", DurationText.format(guard.connectInterval()));
    text("login_timeout", DurationText.format(guard.loginTimeout()));
    plain("ban_points", guard.banPoints());
    plain("share_points", guard.sharePoints());
    text("history", DurationText.format(guard.history()));
    text("ban", DurationText.format(guard.ban()));
    text("newcomer_grace", DurationText.format(guard.newcomerGrace()));
    networks("allow", guard.allow());
    networks("deny", guard.deny());
    plain("ipv6_prefix", guard.ipv6Prefix());
    plain("dry_run", guard.dryRun());
    Path file = guard.file();
    text("file", file == null ? "" : file.toString());
  }

  private void networks(String key, List<Network> networks) {
    plain(
        key,
        networks.stream()
            .map(network -> quoted(network.toString()))
            .collect(Collectors.joining(", ", "[", "]")));
  }

  private void pool(PoolConfig pool) {
    toml.append("\n[[pool]]\n");
    text("name", pool.name());
    text("url", pool.url().toString());
    text("user", pool.user());
    text("password", secrets.apply(pool.password()));
    text("worker_names", pool.workerNames().toString());
    plain("fallback_user", pool.fallbackUser());
    text("algorithm", pool.algorithm().toString());
    plain("insecure_skip_verify", pool.insecureSkipVerify());
    text("certificate_sha256", pool.certificateSha256());
    SocksUrl socks = pool.socks5();
    text("socks5", socks == null ? "" : socks.toString(secrets.apply(socks.password())));
    text("backoff.min", DurationText.format(pool.backoff().min()));
    text("backoff.max", DurationText.format(pool.backoff().max()));
    text("dead_after", DurationText.format(pool.deadAfter()));
    text("stable_for", DurationText.format(pool.stableFor()));
  }

  private void listener(ListenerConfig listener) {
    toml.append("\n[[listener]]\n");
    text("name", listener.name());
    text("bind", listener.bind().toString());
    text("mode", listener.mode().toString());
    text("idle_timeout", DurationText.format(listener.idleTimeout()));
    if (listener.mode() != Mode.UDP) {
      connections(listener);
    }
    RelayConfig relay = listener.relay();
    if (relay == null) {
      miners(listener);
    } else {
      relay(listener.mode(), relay);
    }
  }

  private void connections(ListenerConfig listener) {
    KeepaliveConfig keepalive = listener.keepalive();
    text("keepalive.idle", DurationText.format(keepalive.idle()));
    text("keepalive.interval", DurationText.format(keepalive.interval()));
    plain("keepalive.count", keepalive.count());
    text("user_timeout", DurationText.format(keepalive.userTimeout()));
    networks("proxy_protocol", listener.proxyProtocol());
  }

  private void miners(ListenerConfig listener) {
    plain("pools", pools(listener));
    plain("max_miners", listener.maxMiners());
    plain("miners_per_lane", listener.minersPerLane());
    plain("local_authorize", listener.localAuthorize());
    plain("strict_broadcast", listener.strictBroadcast());
    plain("hot_standby", listener.hotStandby());
    plain("keep_warm", listener.keepWarm());
    TlsConfig tls = listener.tls();
    if (tls != null) {
      plain("tls.enabled", true);
      text("tls.cert_file", tls.certFile().toString());
      text("tls.key_file", tls.keyFile().toString());
    }
    VardiffConfig vardiff = listener.vardiff();
    plain("vardiff.enabled", vardiff.enabled());
    text("vardiff.target", DurationText.format(vardiff.target()));
    plain("vardiff.min", Node.plain(vardiff.min()));
    plain("vardiff.max", Node.plain(vardiff.max()));
    text("vardiff.adjust_every", DurationText.format(vardiff.adjustEvery()));
  }

  private void relay(Mode mode, RelayConfig relay) {
    plain(
        "to",
        relay.to().stream()
            .map(target -> quoted(target.toString()))
            .collect(Collectors.joining(", ", "[", "]")));
    text("balance", relay.balance().toString());
    text("connect_timeout", DurationText.format(relay.connectTimeout()));
    HealthConfig health = relay.health();
    if (health != null) {
      text("health.interval", DurationText.format(health.interval()));
      text("health.timeout", DurationText.format(health.timeout()));
      plain("health.retries", health.retries());
      text("health.check", health.check().toString());
    }
    text("source", relay.source());
    text("max_bytes_per_second", SizeText.format(relay.maxBytesPerSecond()));
    text("drain", DurationText.format(relay.drain()));
    if (mode == Mode.TCP) {
      text("send_proxy", relay.sendProxy().toString());
      plain("max_connections", relay.maxConnections());
    } else {
      plain("max_sessions", relay.maxSessions());
      text("via", relay.via().toString());
    }
  }

  private static String pools(ListenerConfig listener) {
    StringJoiner pools = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < listener.pools().size(); i++) {
      String name = quoted(listener.pools().get(i));
      pools.add(
          listener.shares().isEmpty()
              ? name
              : "{ name = %s, share = %s }".formatted(name, Node.plain(listener.shares().get(i))));
    }
    return pools.toString();
  }

  private void text(String key, String value) {
    plain(key, quoted(value));
  }

  private void plain(String key, Object value) {
    toml.append(key).append(" = ").append(value).append('\n');
  }

  private static String quoted(String value) {
    return "\"" + Node.escaped(value) + "\"";
  }
}
