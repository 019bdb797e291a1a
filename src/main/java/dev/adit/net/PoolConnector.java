package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Connects to a pool by one address: its own, or that of the SOCKS proxy on the way.
///
/// @param socks null: none
/// @param tls null: none
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
record PoolConnector(
    PoolSettings pool,
    PoolTransport.@Nullable Socks5 socks,
    @Nullable SslContext tls,
    EventLoops loops,
    Loop loop,
    PoolSide side) {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /// From the connection to the proxy until it has made the one to the pool.
  private static final int SOCKS_TIMEOUT_MILLIS = 10_000;

  /// Done, on the loop, when the connection is made and, with TLS, trusted.
  ChannelFuture connect(InetAddress address) {
    ProxyHandler proxy = socks == null ? null : proxy(socks, address);
    ChannelFuture connected =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loops.connecting())
            // All names are looked up before, or are the proxy's to look up.
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, LineWriter.BOUND)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Pipelines.pool(channel, proxy, tls, pool.host(), pool.port(), loop, side);
                  }
                })
            .connect(proxy == null ? new InetSocketAddress(address, pool.port()) : destination());
    // A socket that could not even be made reports on a thread of Netty's own: hence a promise.
    ChannelPromise ready = new DefaultChannelPromise(connected.channel(), loop.eventLoop());
    connected.addListener(
        _ -> {
          if (proxy != null && connected.isSuccess()) {
            proxy.connectFuture().addListener(through -> onConnected(ready, through));
          } else {
            onConnected(ready, connected);
          }
        });
    return ready;
  }

  private void onConnected(ChannelPromise ready, Future<?> outcome) {
    SslHandler handler = ready.channel().pipeline().get(SslHandler.class);
    if (!outcome.isSuccess()) {
      Throwable cause = outcome.cause();
      ready.tryFailure(socks == null ? cause : SocksRefusal.of(socks, cause));
    } else if (handler == null) {
      ready.trySuccess();
    } else {
      handler.handshakeFuture().addListener(trusted -> onHandshake(ready, trusted));
    }
  }

  private static void onHandshake(ChannelPromise ready, Future<?> outcome) {
    if (outcome.isSuccess()) {
      ready.trySuccess();
    } else {
      ready.tryFailure(outcome.cause());
    }
  }

  private static ProxyHandler proxy(PoolTransport.Socks5 socks, InetAddress address) {
    ProxyHandler proxy =
        new Socks5ProxyHandler(
            new InetSocketAddress(address, socks.port()), socks.user(), socks.password());
    proxy.setConnectTimeoutMillis(SOCKS_TIMEOUT_MILLIS);
    return proxy;
  }

  /// What the proxy is asked for: the pool's name as it is, which only the proxy looks up.
  private InetSocketAddress destination() {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(pool.host());
    return literal == null
        ? InetSocketAddress.createUnresolved(pool.host(), pool.port())
        : new InetSocketAddress(literal, pool.port());
  }
}
