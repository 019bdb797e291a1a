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
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connects to a pool by one address: its own, or that of the SOCKS proxy on the way. What is said
/// on the connection is left to others.
///
/// @param tls null: none
/// @param patienceMillis for the connection, then for the proxy to make the one to the pool, then
///   for TLS
/// @param furnisher readies the channel and puts behind SOCKS and TLS what listens; on the loop,
///   before anything comes
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
public record PoolSocket(
    PoolSettings pool,
    @Nullable SslContext tls,
    int patienceMillis,
    EventLoops loops,
    EventLoop loop,
    Consumer<Channel> furnisher) {

  /// Done, on the loop, when the connection is made and, with TLS, trusted.
  public ChannelFuture connect(InetAddress address) {
    PoolTransport.Socks5 socks = pool.transport().socks5();
    ProxyHandler proxy = socks == null ? null : proxy(socks, address);
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(loops.connecting())
            // All names are looked up before, or are the proxy's to look up.
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, patienceMillis)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Pipelines.poolWay(
                        channel, proxy, tls, pool.host(), pool.port(), patienceMillis);
                    furnisher.accept(channel);
                  }
                })
            .connect(proxy == null ? new InetSocketAddress(address, pool.port()) : destination());
    // A socket that could not even be made reports on a thread of Netty's own: hence a promise.
    ChannelPromise ready = new DefaultChannelPromise(connected.channel(), loop);
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
    PoolTransport.Socks5 socks = pool.transport().socks5();
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

  private ProxyHandler proxy(PoolTransport.Socks5 socks, InetAddress address) {
    ProxyHandler proxy =
        new Socks5ProxyHandler(
            new InetSocketAddress(address, socks.port()), socks.user(), socks.password());
    proxy.setConnectTimeoutMillis(patienceMillis);
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
