package dev.adit.sim;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One simulated miner: dials, comes back when it was cut off, and remembers over all connections.
/// Everything but [#rig()] happens on its event loop.
final class SimMiner {
  private static final long REDIAL_MILLIS = 1000;
  private static final long JUNK_EVERY_MILLIS = 100;
  private static final int SLOW_READERS_BUFFER = 4096;

  private final MinerPlan plan;
  private final EventLoop loop;
  private final Wire wire;
  private final Bootstrap dial;
  private final SplittableRandom random;
  private final MinerBooks books = new MinerBooks();
  private final Rig rig;
  private @Nullable MinerSocket socket;
  private @Nullable String sessionId;
  private int sessions;
  private boolean stopped;

  SimMiner(
      MinerPlan plan,
      PoolAddress pool,
      @Nullable SslContext tls,
      EventLoop loop,
      Wire wire,
      SplittableRandom random) {
    this.plan = plan;
    this.loop = loop;
    this.wire = wire;
    this.random = random;
    this.rig =
        new Rig(
            plan,
            new NonceSearch(plan, random.split()),
            share -> loop.execute(() -> onFound(share)));
    this.dial =
        new Bootstrap()
            .group(loop)
            .channel(Sockets.dialling())
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(pool.socket())
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(new MinerSocket(SimMiner.this, channel, wire));
                  }
                });
    if (plan.is(Behaviour.SLOW_READER)) {
      dial.option(ChannelOption.SO_RCVBUF, SLOW_READERS_BUFFER);
    }
  }

  Rig rig() {
    return rig;
  }

  void start() {
    if (plan.is(Behaviour.GARBAGE)) {
      var _ =
          loop.scheduleAtFixedRate(
              this::sendJunk, JUNK_EVERY_MILLIS, JUNK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
    dial();
  }

  /// Hangs up for good.
  void stop() {
    stopped = true;
    MinerSocket open = socket;
    if (open != null) {
      open.hangUp();
    }
  }

  MinerTotals totals() {
    return books.totals(plan.user(), rig.hashes());
  }

  MinerSide newSide(ToPool pool) {
    sessions++;
    return new MinerSide(sessions, sessionId, plan, wire.codec(), pool, rig, books);
  }

  void onConnected(MinerSocket open) {
    socket = open;
    books.connected();
    if (plan.is(Behaviour.CHURN)) {
      var _ = loop.schedule(open::hangUp, random.nextInt(200, 2000), TimeUnit.MILLISECONDS);
    }
  }

  void onDisconnected(@Nullable String endedSession) {
    socket = null;
    sessionId = endedSession;
    rig.work(null);
    books.disconnected();
    if (plan.is(Behaviour.CHURN)) {
      dialIn(random.nextInt(100));
    } else {
      dialIn(REDIAL_MILLIS);
    }
  }

  private void dial() {
    if (!stopped) {
      dial.connect()
          .addListener(
              (ChannelFuture done) -> {
                if (!done.isSuccess()) {
                  dialIn(REDIAL_MILLIS);
                }
              });
    }
  }

  private void dialIn(long millis) {
    if (!stopped) {
      var _ = loop.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void onFound(FoundShare share) {
    MinerSocket open = socket;
    if (open != null) {
      open.onFound(share);
    }
  }

  private void sendJunk() {
    MinerSocket open = socket;
    if (open != null) {
      open.sendLine(Junk.line(random));
    }
  }
}
