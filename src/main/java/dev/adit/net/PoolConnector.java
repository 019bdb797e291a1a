package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Connects to one address of a pool.
///
/// @param tls null: none
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
record PoolConnector(
    PoolSettings pool, @Nullable SslContext tls, EventLoops loops, Loop loop, PoolSide side) {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /// Done, on the loop, when the connection is made and, with TLS, trusted.
  ChannelFuture connect(InetAddress address) {
    ChannelFuture connected =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(loops.connecting())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, LineWriter.BOUND)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Pipelines.pool(channel, tls, pool.host(), pool.port(), loop, side);
                  }
                })
            .connect(new InetSocketAddress(address, pool.port()));
    // A socket that could not even be made reports on a thread of Netty's own: hence a promise.
    ChannelPromise ready = new DefaultChannelPromise(connected.channel(), loop.eventLoop());
    connected.addListener(
        _ -> {
          SslHandler handler = connected.channel().pipeline().get(SslHandler.class);
          if (connected.isSuccess() && handler != null) {
            handler.handshakeFuture().addListener(trusted -> settle(ready, trusted));
          } else {
            settle(ready, connected);
          }
        });
    return ready;
  }

  private static void settle(ChannelPromise ready, Future<?> outcome) {
    if (outcome.isSuccess()) {
      ready.trySuccess();
    } else {
      ready.tryFailure(outcome.cause());
    }
  }
}
