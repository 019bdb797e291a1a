package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.forensics.Forensics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One attempt to reach a pool: look its name up, or that of the SOCKS proxy on the way, let its
/// addresses race, hand over the winner. On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class Dial implements PoolDialler.Attempt {

  private static final int PATIENCE_MILLIS = 10_000;

  /// How long the kernel keeps a connection whose other side acknowledges nothing.
  private static final int UNHEARD_MILLIS = 30_000;

  private final PoolSettings pool;
  private final SocketDialler dialler;
  private final Loop loop;
  private final PoolSide side;
  private @Nullable AddressRace race;
  private boolean over;

  Dial(PoolSettings pool, SocketDialler dialler, Loop loop, PoolSide side) {
    this.pool = pool;
    this.dialler = dialler;
    this.loop = loop;
    this.side = side;
  }

  @Override
  public void cancel() {
    over = true;
    if (race != null) {
      race.cancel();
    }
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
    PoolTransport transport = pool.transport();
    try {
      SslContext tls = dialler.tls().context(transport);
      List<InetAddress> addresses = lookUp(transport.socks5());
      PoolSocket socket =
          new PoolSocket(
              pool, tls, PATIENCE_MILLIS, dialler.loops(), loop.eventLoop(), this::furnish);
      loop.eventLoop().execute(() -> connect(addresses, socket));
    } catch (IOException | RuntimeException failed) {
      loop.eventLoop().execute(() -> giveUp(failed));
    }
  }

  /// Behind a proxy the pool's name is none of our business, and no name server's here.
  private List<InetAddress> lookUp(PoolTransport.@Nullable Socks5 proxy) throws IOException {
    try {
      return List.of(dialler.lookUp(proxy == null ? pool.host() : proxy.host()));
    } catch (UnknownHostException unknown) {
      throw proxy == null ? unknown : SocksRefusal.of(proxy, unknown);
    }
  }

  private void furnish(Channel channel) {
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    channel.config().setWriteBufferWaterMark(LineWriter.BOUND);
    channel.pipeline().addLast(new PoolHandler(channel, loop, side));
  }

  private void connect(List<InetAddress> addresses, PoolSocket socket) {
    if (over) {
      return;
    }
    AddressRace begun = new AddressRace(loop.eventLoop(), addresses, socket::connect);
    race = begun;
    Future<Channel> winner = begun.run();
    winner.addListener(
        _ -> {
          if (winner.isSuccess()) {
            handOver(winner.getNow());
          } else {
            giveUp(winner.cause());
          }
        });
  }

  private void handOver(Channel channel) {
    PoolHandler handler = channel.pipeline().get(PoolHandler.class);
    if (over) {
      channel.close();
    } else if (handler == null) {
      giveUp(new IOException("the pool closed the connection at once"));
    } else {
      over = true;
      dialler.loops().giveUpAfter(channel, UNHEARD_MILLIS);
      Forensics watching = dialler.forensics();
      if (watching != null) {
        LaneEar.begin(channel, pool, side, watching);
      }
      handler.open();
    }
  }

  private void giveUp(Throwable cause) {
    if (!over) {
      over = true;
      side.onPoolLost(Failure.inWords(cause));
    }
  }
}
