package dev.adit.sim;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A Stratum V1 pool that pays nobody: it hands out jobs that look real, checks the proof of work
/// of every share, and counts what it credits.
///
/// It runs on one event loop of its own; the methods here are called from other threads.
public final class SimPool implements AutoCloseable {
  /// A connection with more unread bytes is hung up on.
  private static final int MOST_UNREAD_BYTES = 16 << 20;

  private static final int BACKLOG = 16_384;

  private final EventLoopGroup group = Sockets.oneLoop("sim-pool");
  private final EventLoop loop = group.next();
  private final PoolFloor floor;
  private final Channel door;
  private final @Nullable StatsDoor statsDoor;

  private SimPool(PoolFloor floor) throws IOException {
    this.floor = floor;
    this.door = open(floor.settings(), tls(floor.settings()));
    this.statsDoor = openStats(floor.settings().statsListen);
    repeat(floor.settings().notifyEvery, () -> floor.offerJob(false));
    repeat(floor.settings().blockEvery, () -> floor.offerJob(true));
    repeat(Duration.ofSeconds(1), floor::onTick);
  }

  /// Returns when it listens.
  ///
  /// @throws IOException where the address is taken, or a file can't be read
  public static SimPool start(SimPoolSettings settings) throws IOException {
    return new SimPool(new PoolFloor(settings));
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) door.localAddress();
  }

  public int port() {
    return address().getPort();
  }

  /// What to give a miner or a proxy: `stratum+tcp://127.0.0.1:3333`.
  public String url() {
    String host = address().getAddress().getHostAddress();
    String scheme = floor.settings().certificate == null ? "stratum+tcp" : "stratum+ssl";
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /// Where its statistics are, as `forensics.pool_stats.url` has it; null where nowhere.
  public @Nullable URI statsUrl() {
    return statsDoor == null ? null : statsDoor.url();
  }

  public PoolTotals totals() {
    return ask(floor::totals);
  }

  /// The totals as soon as they are `enough`.
  public CompletableFuture<PoolTotals> until(Predicate<PoolTotals> enough) {
    return Until.on(loop, floor::totals, enough);
  }

  /// The lines that miners sent, in order; only kept where [SimPoolSettings#recording()].
  public List<String> received() {
    return floor.received();
  }

  /// Sends the next job to everyone.
  ///
  /// @param newBlock makes it clean: all older jobs are stale from now on
  public void newJob(boolean newBlock) {
    tell(() -> floor.offerJob(newBlock));
  }

  /// Cheats like this from now on, and sends the next job, with which happens what else happens to
  /// every third. What connections have got already stays.
  public void cheat(Cheat kind) {
    tell(() -> floor.cheat(kind));
  }

  /// For everyone, from the next job on.
  public void setDifficulty(double difficulty) {
    tell(() -> floor.setDifficulty(difficulty));
  }

  /// Gives everyone another extranonce1 and a clean job; newcomers get this size too.
  public void setExtranonce2Size(int bytes) {
    tell(
        () -> {
          floor.setExtranonce2Size(bytes);
          floor.offerJob(true);
        });
  }

  /// For everyone, at once.
  public void setVersionMask(int mask) {
    tell(() -> floor.each(socket -> socket.side().setVersionMask(mask)));
  }

  /// Sends a line as it is to everyone, LF added.
  public void broadcast(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    tell(() -> floor.each(socket -> socket.sendBytes(Unpooled.wrappedBuffer(bytes))));
  }

  /// Hangs up on everyone; they may come back.
  public void hangUp() {
    tell(() -> floor.each(PoolSocket::close));
  }

  /// Closes the door and hangs up on everyone.
  @Override
  public void close() {
    if (statsDoor != null) {
      statsDoor.close();
    }
    Sockets.close(group);
  }

  private Channel open(SimPoolSettings settings, @Nullable SslContext tls) throws IOException {
    var bound =
        new ServerBootstrap()
            .group(group)
            .channel(Sockets.listening())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(MOST_UNREAD_BYTES / 2, MOST_UNREAD_BYTES))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(new PoolSocket(floor, channel));
                  }
                })
            .bind(settings.listen)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new IOException("can't listen on " + settings.listen, bound.cause());
    }
    return bound.channel();
  }

  private @Nullable StatsDoor openStats(@Nullable InetSocketAddress address) throws IOException {
    if (address == null) {
      return null;
    }
    try {
      return StatsDoor.open(
          address, user -> loop.submit(() -> floor.published(user)).syncUninterruptibly().getNow());
    } catch (IOException taken) {
      Sockets.close(group);
      throw new IOException("can't publish statistics on " + address, taken);
    }
  }

  private static @Nullable SslContext tls(SimPoolSettings settings) throws IOException {
    var certificate = settings.certificate;
    var key = settings.key;
    return certificate == null || key == null
        ? null
        : SslContextBuilder.forServer(certificate.toFile(), key.toFile()).build();
  }

  private void repeat(Duration period, Runnable action) {
    if (!period.isZero()) {
      var _ =
          loop.scheduleAtFixedRate(
              action, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private <T> T ask(Callable<T> question) {
    return loop.submit(question).syncUninterruptibly().getNow();
  }

  /// Returns when it is done, so that what a test does next comes after it.
  private void tell(Runnable action) {
    loop.submit(action).syncUninterruptibly();
  }
}
