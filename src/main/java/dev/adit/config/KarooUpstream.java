package dev.adit.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Makes a pool of a Karoo file's `upstream`, or of one of its `backups`.
final class KarooUpstream {

  private static final String HOST_CURE =
      "is not a host name: write one such as \"pool.example.com\"";

  /// Karoo has no key for it.
  private static final Duration DEAD_AFTER = Duration.ofMinutes(2);

  private static final Duration STABLE_FOR = Duration.ofMinutes(1);

  private final Fields upstream;
  private final Problems problems;

  KarooUpstream(Fields upstream, Problems problems) {
    this.upstream = upstream;
    this.problems = problems;
  }

  PoolConfig pool(String name) {
    String user = upstream.text("user");
    if (user.isBlank()) {
      problems.add(upstream.at("user"), "\"\" names no account: write the one at the pool");
    }
    return new PoolConfig(
        name,
        url(),
        user,
        upstream.secret("pass"),
        WorkerNames.SUFFIX,
        true,
        AlgorithmName.SHA256D,
        upstream.flag("insecure_skip_verify"),
        "",
        socks(),
        backoff(),
        DEAD_AFTER,
        STABLE_FOR);
  }

  /// The tutorial gives the pool as one text, the reference as two keys; both are taken.
  private PoolUrl url() {
    String host = upstream.text("host");
    int port = upstream.count("port");
    boolean secure = upstream.flag("tls");
    PoolUrl standIn = new PoolUrl(PoolUrl.Scheme.TCP, "placeholder", 1);
    if (host.isEmpty()) {
      return standIn;
    }
    if (port > 65535) {
      problems.add(upstream.at("port"), port + " is no port: write one from 1 to 65535");
      return standIn;
    }
    return switch (PoolUrl.parse(withScheme(host), port)) {
      case Parsed.Bad<PoolUrl> _ -> {
        problems.add(upstream.at("host"), Node.quoted(host) + " " + HOST_CURE);
        yield standIn;
      }
      case Parsed.Good<PoolUrl>(PoolUrl url) -> {
        if (upstream.has("port") && url.port() != port) {
          problems.add(
              upstream.at("port"),
              "%d is not the port in %s %s: give it once"
                  .formatted(port, upstream.at("host"), Node.quoted(host)));
        }
        yield secure ? new PoolUrl(PoolUrl.Scheme.TLS, url.host(), url.port()) : url;
      }
    };
  }

  private static String withScheme(String host) {
    if (host.contains("://")) {
      return host;
    }
    return PoolUrl.Scheme.TCP + "://" + bracketed(host);
  }

  private static String bracketed(String host) {
    boolean bareIpv6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
    return bareIpv6 ? "[" + host + "]" : host;
  }

  private BackoffConfig backoff() {
    int min = upstream.count("backoff_min_ms");
    int max = upstream.count("backoff_max_ms");
    if (max < min) {
      problems.add(
          upstream.at("backoff_max_ms"),
          "%d is below %s %d: make max the larger one"
              .formatted(max, upstream.at("backoff_min_ms"), min));
    }
    return new BackoffConfig(Duration.ofMillis(min), Duration.ofMillis(max));
  }

  private @Nullable SocksUrl socks() {
    Fields socks = upstream.in("socks_proxy");
    String type = socks.text("type");
    String host = socks.text("host");
    int port = socks.count("port");
    String user = socks.text("username");
    Secret password = socks.secret("password");
    if (!socks.flag("enabled")) {
      return null;
    }
    if (!type.equals("socks5")) {
      problems.add(socks.at("type"), Node.quoted(type) + " is not supported: write \"socks5\"");
    }
    if (host.isEmpty()) {
      problems.add(socks.at("host"), "missing: add the host of the SOCKS proxy");
    } else if (!(HostPort.parse(bracketed(host) + ":1") instanceof Parsed.Good<HostPort>)) {
      problems.add(socks.at("host"), Node.quoted(host) + " " + HOST_CURE);
    }
    if (port < 1 || port > 65535) {
      problems.add(socks.at("port"), port + " is no port: write one from 1 to 65535");
    }
    if (!SocksUrl.isSendable(user)) {
      problems.add(
          socks.at("username"), Node.quoted(user) + " " + SocksUrl.UNSENDABLE + ": choose another");
    }
    if (!SocksUrl.isSendable(password.reveal())) {
      problems.add(socks.at("password"), "the value " + SocksUrl.UNSENDABLE + ": choose another");
    } else if (user.isEmpty() && password.isSet()) {
      problems.add(socks.at("username"), "missing: add the user that the password is for");
    }
    return new SocksUrl(host.replaceAll("[\\[\\]]", ""), port, user, password);
  }
}
