package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One attempt to reach a pool: look its name up, then try each address in turn until one is
/// connected (and, with TLS, trusted). On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class Dial implements PoolDialler.Attempt {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /// How long the kernel keeps a connection whose other side acknowledges nothing.
  private static final int UNHEARD_MILLIS = 30_000;

  private final PoolSettings pool;
  private final PoolTransport transport;
  private final SocketDialler dialler;
  private final Loop loop;
  private final PoolSide side;
  private final Queue<InetAddress> untried = new ArrayDeque<>();
  private @Nullable SslContext tls;
  private boolean over;

  Dial(
      PoolSettings pool, PoolTransport transport, SocketDialler dialler, Loop loop, PoolSide side) {
    this.pool = pool;
    this.transport = transport;
    this.dialler = dialler;
    this.loop = loop;
    this.side = side;
  }

  @Override
  public void cancel() {
    over = true;
  }

  void begin() {
    if (over) {
      return;
    }
    try {
      dialler.offLoop(this::prepare);
    } catch (RejectedExecutionException full) {
      giveUp(new IOException("too many names are being looked up"));
    }
  }

  /// What may block; on a thread for that.
  private void prepare() {
    try {
      SslContext context = transport.tls() ? dialler.tls().context(transport) : null;
      List<InetAddress> addresses = List.of(dialler.lookUp(pool.host()));
      onLoop(
          () -> {
            tls = context;
            untried.addAll(addresses);
            tryNext();
          });
    } catch (IOException | RuntimeException failed) {
      onLoop(() -> giveUp(failed));
    }
  }

  private void tryNext() {
    ChannelFuture attempt =
        new Bootstrap()
            .group(loop.eventLoop())
            .channel(dialler.loops().connecting())
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
            .connect(new InetSocketAddress(untried.remove(), pool.port()));
    attempt.addListener(connected -> onLoop(() -> afterConnecting(attempt)));
  }

  private void afterConnecting(ChannelFuture attempt) {
    Channel channel = attempt.channel();
    SslHandler handler = attempt.isSuccess() ? channel.pipeline().get(SslHandler.class) : null;
    if (handler == null) {
      decide(channel, attempt);
    } else {
      handler.handshakeFuture().addListener(trusted -> decide(channel, trusted));
    }
  }

  private void decide(Channel channel, Future<?> outcome) {
    if (outcome.isSuccess()) {
      PoolHandler handler = channel.pipeline().get(PoolHandler.class);
      if (over) {
        channel.close();
      } else if (handler == null) {
        giveUp(new IOException("the pool closed the connection at once"));
      } else {
        over = true;
        dialler.loops().giveUpAfter(channel, UNHEARD_MILLIS);
        handler.open();
      }
    } else if (over || untried.isEmpty()) {
      giveUp(outcome.cause());
    } else {
      tryNext();
    }
  }

  private void giveUp(Throwable cause) {
    if (!over) {
      over = true;
      side.onPoolLost(Failure.inWords(cause));
    }
  }

  /// A socket that could not even be made reports on a thread of Netty's own.
  private void onLoop(Runnable next) {
    if (loop.eventLoop().inEventLoop()) {
      next.run();
    } else {
      loop.eventLoop().execute(next);
    }
  }
}
