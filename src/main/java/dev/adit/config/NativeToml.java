package dev.adit.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Writes a configuration as native TOML with every key spelled out. It is ASCII only, so that it
/// survives any terminal's encoding, and loads back to an equal configuration.
public final class NativeToml {

  private final TomlLines toml = new TomlLines();
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
    section.toml.comments(comments);
    section.guard(guard);
    return section.toml.toString();
  }

  private String write(AditConfig config, List<String> comments) {
    toml.comments(comments);
    admin(config.admin());
    toml.table("[report]");
    toml.text("every", DurationText.format(config.report().every()));
    log(config.log());
    guard(config.guard());
    ForensicsConfig forensics = config.forensics();
    if (forensics != null) {
      ForensicsToml.write(toml, forensics);
    }
    config.pools().forEach(this::pool);
    config.listeners().forEach(new ListenerToml(toml)::write);
    return toml.toString();
  }

  private void admin(AdminConfig admin) {
    HostPort listen = admin.listen();
    toml.table("[admin]");
    toml.text("listen", listen == null ? "" : listen.toString());
    toml.text("user", admin.user());
    toml.text("password", secrets.apply(admin.password()));
    toml.plain("open_read_only", admin.openReadOnly());
    toml.plain("pprof", admin.pprof());
  }

  private void log(LogConfig log) {
    toml.table("[log]");
    Path file = log.file();
    toml.text("file", file == null ? "" : file.toString());
    toml.text("max_size", SizeText.format(log.maxSizeBytes()));
    toml.plain("max_files", log.maxFiles());
  }

  private void guard(GuardConfig guard) {
    toml.table("[guard]");
    toml.plain("enabled", guard.enabled());
    toml.plain("max_miners", guard.maxMiners());
    toml.plain("max_per_ip", guard.maxPerIp());
    toml.plain("max_per_minute", guard.maxPerMinute());
    toml.text("connect_interval", DurationText.format(guard.connectInterval()));
    toml.text("login_timeout", DurationText.format(guard.loginTimeout()));
    toml.plain("ban_points", guard.banPoints());
    toml.plain("share_points", guard.sharePoints());
    toml.text("history", DurationText.format(guard.history()));
    toml.text("ban", DurationText.format(guard.ban()));
    toml.text("newcomer_grace", DurationText.format(guard.newcomerGrace()));
    toml.list("allow", guard.allow());
    toml.list("deny", guard.deny());
    toml.plain("ipv6_prefix", guard.ipv6Prefix());
    toml.plain("dry_run", guard.dryRun());
    Path file = guard.file();
    toml.text("file", file == null ? "" : file.toString());
  }

  private void pool(PoolConfig pool) {
    toml.table("[[pool]]");
    toml.text("name", pool.name());
    toml.text("url", pool.url().toString());
    toml.text("user", pool.user());
    toml.text("password", secrets.apply(pool.password()));
    toml.text("worker_names", pool.workerNames().toString());
    toml.plain("fallback_user", pool.fallbackUser());
    toml.text("algorithm", pool.algorithm().toString());
    toml.plain("insecure_skip_verify", pool.insecureSkipVerify());
    toml.text("certificate_sha256", pool.certificateSha256());
    SocksUrl socks = pool.socks5();
    toml.text("socks5", socks == null ? "" : socks.toString(secrets.apply(socks.password())));
    toml.text("backoff.min", DurationText.format(pool.backoff().min()));
    toml.text("backoff.max", DurationText.format(pool.backoff().max()));
    toml.text("dead_after", DurationText.format(pool.deadAfter()));
    toml.text("stable_for", DurationText.format(pool.stableFor()));
  }
}
