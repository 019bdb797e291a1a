package dev.adit.config;

import java.util.StringJoiner;

/// Writes a `[[listener]]`, with the keys of its mode.
final class ListenerToml {
  private final TomlLines toml;

  ListenerToml(TomlLines toml) {
    this.toml = toml;
  }

  void write(ListenerConfig listener) {
    toml.table("[[listener]]");
    toml.text("name", listener.name());
    toml.text("bind", listener.bind().toString());
    toml.text("mode", listener.mode().toString());
    toml.text("idle_timeout", DurationText.format(listener.idleTimeout()));
    if (listener.mode() != Mode.UDP) {
      connections(listener);
    }
    RelayConfig relay = listener.relay();
    TapConfig tap = listener.tap();
    if (relay != null) {
      relay(listener.mode(), relay);
      return;
    }
    miners(listener);
    if (tap == null) {
      proxy(listener);
    } else {
      toml.text("connect_timeout", DurationText.format(tap.connectTimeout()));
      toml.text("drain", DurationText.format(tap.drain()));
    }
  }

  private void connections(ListenerConfig listener) {
    KeepaliveConfig keepalive = listener.keepalive();
    toml.text("keepalive.idle", DurationText.format(keepalive.idle()));
    toml.text("keepalive.interval", DurationText.format(keepalive.interval()));
    toml.plain("keepalive.count", keepalive.count());
    toml.text("user_timeout", DurationText.format(keepalive.userTimeout()));
    toml.list("proxy_protocol", listener.proxyProtocol());
  }

  private void miners(ListenerConfig listener) {
    toml.plain("pools", pools(listener));
    toml.plain("max_miners", listener.maxMiners());
    TlsConfig tls = listener.tls();
    if (tls != null) {
      toml.plain("tls.enabled", true);
      toml.text("tls.cert_file", tls.certFile().toString());
      toml.text("tls.key_file", tls.keyFile().toString());
    }
  }

  private void proxy(ListenerConfig listener) {
    toml.plain("miners_per_lane", listener.minersPerLane());
    toml.plain("local_authorize", listener.localAuthorize());
    toml.plain("strict_broadcast", listener.strictBroadcast());
    toml.plain("hot_standby", listener.hotStandby());
    toml.plain("keep_warm", listener.keepWarm());
    VardiffConfig vardiff = listener.vardiff();
    toml.plain("vardiff.enabled", vardiff.enabled());
    toml.text("vardiff.target", DurationText.format(vardiff.target()));
    toml.plain("vardiff.min", Node.plain(vardiff.min()));
    toml.plain("vardiff.max", Node.plain(vardiff.max()));
    toml.text("vardiff.adjust_every", DurationText.format(vardiff.adjustEvery()));
  }

  private void relay(Mode mode, RelayConfig relay) {
    toml.list("to", relay.to());
    toml.text("balance", relay.balance().toString());
    toml.text("connect_timeout", DurationText.format(relay.connectTimeout()));
    HealthConfig health = relay.health();
    if (health != null) {
      toml.text("health.interval", DurationText.format(health.interval()));
      toml.text("health.timeout", DurationText.format(health.timeout()));
      toml.plain("health.retries", health.retries());
      toml.text("health.check", health.check().toString());
    }
    toml.text("source", relay.source());
    toml.text("max_bytes_per_second", SizeText.format(relay.maxBytesPerSecond()));
    toml.text("drain", DurationText.format(relay.drain()));
    if (mode == Mode.TCP) {
      toml.text("send_proxy", relay.sendProxy().toString());
      toml.plain("max_connections", relay.maxConnections());
    } else {
      toml.plain("max_sessions", relay.maxSessions());
      toml.text("via", relay.via().toString());
    }
  }

  private static String pools(ListenerConfig listener) {
    StringJoiner pools = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < listener.pools().size(); i++) {
      String name = TomlLines.quoted(listener.pools().get(i));
      pools.add(
          listener.shares().isEmpty()
              ? name
              : "{ name = %s, share = %s }".formatted(name, Node.plain(listener.shares().get(i))));
    }
    return pools.toString();
  }
}
