package dev.adit.sim;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Many [BenchMiner]s on one event loop of their own.
final class BenchHerd implements AutoCloseable {
  private static final long READY_WITHIN_SECONDS = 30;

  /// So that reading gets its turn while thousands are being dialled.
  private static final int DIALS_A_TURN = 128;

  private final EventLoopGroup group = Sockets.oneLoop("bench");
  private final EventLoop loop = group.next();
  private final Wire wire = new Wire();
  private final List<BenchMiner> ready = new ArrayList<>();
  private final CompletableFuture<Integer> settled = new CompletableFuture<>();
  private final Bootstrap dial;
  private final InetSocketAddress target;
  private final String user;
  private final BenchLoad load;
  private final int count;
  private int dialled;
  private int names;
  private int lost;
  private volatile long lastReadyNanos;

  BenchHerd(InetSocketAddress target, String user, int count, BenchLoad load) {
    this.target = target;
    this.user = user;
    this.count = count;
    this.load = load;
    this.dial =
        Sockets.manyPorts(new Bootstrap())
            .group(loop)
            .channel(Sockets.dialling())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) (READY_WITHIN_SECONDS * 1000))
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(newMiner(channel));
                  }
                });
  }

  /// Dials all at once; returns how many subscribed, were authorised and got a job, as soon as the
  /// others have failed or been given up.
  int open() {
    loop.execute(this::dialSome);
    return settled
        .completeOnTimeout(count, READY_WITHIN_SECONDS, TimeUnit.SECONDS)
        .thenCompose(_ -> CompletableFuture.supplyAsync(ready::size, loop))
        .join();
  }

  /// Like [#open()], for measurements that need them all.
  ///
  /// @throws IllegalStateException where one is missing
  void openAll() {
    int open = open();
    if (open < count) {
      throw new IllegalStateException(
          "only %d of %d miners got work from %s within %d s; is --pool-listen the proxy's pool?"
              .formatted(open, count, target, READY_WITHIN_SECONDS));
    }
  }

  /// Does something with every miner that is ready, on the loop; returns when it is done.
  void each(Consumer<BenchMiner> action) {
    loop.submit(
            () -> {
              for (BenchMiner miner : ready) {
                action.accept(miner);
                miner.flush();
              }
            })
        .syncUninterruptibly();
  }

  EventLoop loop() {
    return loop;
  }

  Wire wire() {
    return wire;
  }

  BenchLoad load() {
    return load;
  }

  /// Those that are ready; on the loop.
  List<BenchMiner> ready() {
    return ready;
  }

  /// Of the last that became ready.
  long lastReadyNanos() {
    return lastReadyNanos;
  }

  void onReady(BenchMiner miner) {
    ready.add(miner);
    lastReadyNanos = System.nanoTime();
    settle();
  }

  void onClosed(BenchMiner miner) {
    if (!ready.remove(miner)) {
      onLost();
    }
  }

  @Override
  public void close() {
    Sockets.close(group);
  }

  private void onLost() {
    lost++;
    settle();
  }

  private void settle() {
    if (ready.size() + lost >= count) {
      settled.complete(count);
    }
  }

  private void dialSome() {
    for (int i = 0; i < DIALS_A_TURN && dialled < count; i++) {
      dialled++;
      dial.connect(target, Sockets.source(target, dialled))
          .addListener(
              (ChannelFuture done) -> {
                if (!done.isSuccess()) {
                  onLost();
                }
              });
    }
    if (dialled < count) {
      loop.execute(this::dialSome);
    }
  }

  private BenchMiner newMiner(Channel channel) {
    names++;
    return new BenchMiner(user.replace("%d", Integer.toString(names)), this, channel);
  }
}
