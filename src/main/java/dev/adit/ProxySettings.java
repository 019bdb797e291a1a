package dev.adit;

import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.aggregate.WorkerNaming;
import dev.adit.config.AditConfig;
import dev.adit.config.Balance;
import dev.adit.config.GuardConfig;
import dev.adit.config.HostPort;
import dev.adit.config.KeepaliveConfig;
import dev.adit.config.ListenerConfig;
import dev.adit.config.Mode;
import dev.adit.config.Network;
import dev.adit.config.PoolConfig;
import dev.adit.config.PoolUrl;
import dev.adit.config.RelayConfig;
import dev.adit.config.SendProxy;
import dev.adit.config.SocksUrl;
import dev.adit.config.TapConfig;
import dev.adit.config.TlsConfig;
import dev.adit.config.VardiffConfig;
import dev.adit.config.Via;
import dev.adit.guard.AddressRange;
import dev.adit.guard.AddressRanges;
import dev.adit.guard.GuardSettings;
import dev.adit.host.OpenFiles;
import dev.adit.net.EventLoops;
import dev.adit.net.ListenerSettings;
import dev.adit.relay.RelaySettings;
import dev.adit.work.Algorithm;
import dev.adit.work.Vardiff;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What the configuration means to the packages that know nothing of it.
final class ProxySettings {
  /// Points that ban nobody.
  private static final int NEVER = -1;

  private ProxySettings() {}

  private static PoolTransport transport(PoolConfig pool) {
    return new PoolTransport(
        pool.url().scheme() == PoolUrl.Scheme.TLS,
        pool.insecureSkipVerify(),
        pool.certificateSha256(),
        socks5(pool.socks5()));
  }

  private static PoolTransport.@Nullable Socks5 socks5(@Nullable SocksUrl proxy) {
    return proxy == null
        ? null
        : new PoolTransport.Socks5(
            proxy.host(), proxy.port(), proxy.user(), proxy.password().reveal());
  }

  static ListenerSettings listener(AditConfig config, ListenerConfig listener, String userAgent) {
    return new ListenerSettings(
        listener.name(),
        socketAddress(listener.bind()),
        listener.maxMiners(),
        listener.minersPerLane(),
        keepalive(listener.keepalive()),
        ranges(listener.proxyProtocol()),
        tls(listener.tls()),
        new LaneSettings(
            listener.name(),
            userAgent,
            config.poolsOf(listener).stream().map(ProxySettings::pool).toList(),
            listener.shares(),
            vardiff(listener.vardiff()),
            listener.idleTimeout().toNanos(),
            config.guard().loginTimeout().toNanos(),
            listener.localAuthorize(),
            listener.strictBroadcast(),
            listener.hotStandby(),
            listener.keepWarm()));
  }

  /// @param relay what a listener that relays has
  static RelaySettings relay(ListenerConfig listener, RelayConfig relay) {
    return new RelaySettings(
        listener.name(),
        listener.mode() == Mode.UDP,
        socketAddress(listener.bind()),
        listener.idleTimeout().toNanos(),
        keepalive(listener.keepalive()),
        ranges(listener.proxyProtocol()),
        relay,
        null);
  }

  /// @param tap what a listener has where somebody listens to what is carried
  static RelaySettings tap(AditConfig config, ListenerConfig listener, TapConfig tap) {
    List<PoolSettings> pools = config.poolsOf(listener).stream().map(ProxySettings::pool).toList();
    RelayConfig asRelay =
        new RelayConfig(
            List.of(),
            Balance.FIRST,
            tap.connectTimeout(),
            null,
            SendProxy.NONE,
            "",
            listener.maxMiners(),
            1,
            0,
            tap.drain(),
            Via.USER);
    return new RelaySettings(
        listener.name(),
        false,
        socketAddress(listener.bind()),
        listener.idleTimeout().toNanos(),
        keepalive(listener.keepalive()),
        ranges(listener.proxyProtocol()),
        asRelay,
        new RelaySettings.Tap(pools, tls(listener.tls()), config.guard().loginTimeout().toNanos()));
  }

  private static ListenerSettings.@Nullable Tls tls(@Nullable TlsConfig files) {
    return files == null ? null : new ListenerSettings.Tls(files.certFile(), files.keyFile());
  }

  private static ListenerSettings.Keepalive keepalive(KeepaliveConfig keepalive) {
    return new ListenerSettings.Keepalive(
        (int) keepalive.idle().toSeconds(),
        (int) keepalive.interval().toSeconds(),
        keepalive.count(),
        (int) keepalive.userTimeout().toMillis());
  }

  /// Out of file descriptors nobody gets in, the proven least of all: so that is a full house too.
  static GuardSettings guard(AditConfig config) {
    boolean pairs =
        config.listeners().stream()
            .anyMatch(listener -> listener.relay() != null || listener.tap() != null);
    OptionalInt room = OpenFiles.roomForMiners();
    // A flow has two sockets.
    return guard(
        config.guard(), pairs && room.isPresent() ? OptionalInt.of(room.getAsInt() / 2) : room);
  }

  /// @param room for connections, where it is known
  static GuardSettings guard(GuardConfig guard, OptionalInt room) {
    int wanted = guard.maxMiners() == 0 ? Integer.MAX_VALUE : guard.maxMiners();
    int places = Math.min(wanted, room.orElse(Integer.MAX_VALUE));
    return new GuardSettings(
        guard.enabled(),
        places == Integer.MAX_VALUE ? 0 : places,
        guard.maxPerIp(),
        guard.maxPerMinute(),
        guard.connectInterval().toNanos(),
        guard.banPoints() == 0 ? NEVER : guard.banPoints(),
        guard.sharePoints(),
        guard.history().toNanos(),
        guard.ban().toNanos(),
        guard.newcomerGrace().toNanos(),
        ranges(guard.allow()),
        ranges(guard.deny()),
        guard.ipv6Prefix(),
        guard.dryRun());
  }

  private static AddressRanges ranges(List<Network> networks) {
    return AddressRanges.of(
        networks.stream()
            .map(network -> new AddressRange(network.address(), network.prefixLength()))
            .toList());
  }

  static Vardiff.Settings vardiff(VardiffConfig vardiff) {
    return new Vardiff.Settings(
        vardiff.enabled(),
        vardiff.target().toNanos() / 1e9,
        vardiff.min(),
        vardiff.max(),
        vardiff.adjustEvery().toNanos());
  }

  private static InetSocketAddress socketAddress(HostPort address) {
    return address.host().isEmpty()
        ? EventLoops.everywhere(address.port())
        : new InetSocketAddress(address.host(), address.port());
  }

  static PoolSettings pool(PoolConfig pool) {
    return new PoolSettings(
        pool.name(),
        pool.url().host(),
        pool.url().port(),
        pool.user(),
        pool.password().reveal(),
        switch (pool.workerNames()) {
          case SINGLE -> WorkerNaming.SINGLE;
          case SUFFIX -> WorkerNaming.SUFFIX;
          case PASSTHROUGH -> WorkerNaming.PASSTHROUGH;
        },
        pool.fallbackUser(),
        switch (pool.algorithm()) {
          case SHA256D -> Algorithm.SHA256D;
          case SCRYPT -> Algorithm.SCRYPT;
        },
        pool.backoff().min().toNanos(),
        pool.backoff().max().toNanos(),
        pool.deadAfter().toNanos(),
        pool.stableFor().toNanos(),
        transport(pool));
  }
}
