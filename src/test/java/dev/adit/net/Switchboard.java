package dev.adit.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.aggregate.WorkerNaming;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import dev.adit.work.Algorithm;
import dev.adit.work.Vardiff;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Miners, lanes and pools joined by handlers in channels without sockets, all on one loop that
/// only turns when told.
final class Switchboard implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  final Loop loop = new Loop(clock.eventLoop());
  final LaneRoster<LaneRunner> roster;
  final List<EmbeddedChannel> pools = new ArrayList<>();
  private final List<EmbeddedChannel> miners = new ArrayList<>();
  private boolean turning = true;
  final Door door = new Door("farm", 100);
  final Guard guard = GuardTerms.strict();
  private final SlowJudges judges = new SlowJudges(1);
  private final List<LaneRunner> lanes = new ArrayList<>();

  Switchboard() {
    roster = new LaneRoster<>(100, this::openLane, System::nanoTime);
  }

  private LaneRunner openLane() {
    PoolSettings pool =
        new PoolSettings(
            "main",
            "pool.example.com",
            3333,
            "wallet.rig",
            "x",
            WorkerNaming.SINGLE,
            false,
            Algorithm.SHA256D,
            SECOND,
            SECOND,
            120 * SECOND,
            60 * SECOND,
            PoolTransport.PLAIN);
    Vardiff.Settings fixed = new Vardiff.Settings(false, 15, 0.001, 1, 60 * SECOND);
    LaneSettings settings =
        new LaneSettings(
            "farm", "adit/test", List.of(pool), List.of(), fixed, 0, 0, true, true, false, false);
    LaneServices services =
        new LaneServices(
            (_, _, there, side) -> {
              clock.eventLoop().execute(() -> connectPool(there, side));
              return () -> {};
            },
            judges,
            (_, then) -> then.run(),
            guard);
    LaneRunner lane = new LaneRunner(lanes.size(), loop, settings, services, new Random(1));
    lanes.add(lane);
    return lane;
  }

  private void connectPool(Loop there, PoolSide side) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.pipeline().addLast(new PoolHandler(channel, there, side));
    pools.add(channel);
    channel.pipeline().get(PoolHandler.class).open();
  }

  /// A miner that has just connected.
  EmbeddedChannel connect() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Visitor visitor = new Visitor(channel, new InetSocketAddress("10.0.0.1", 1));
    LaneRunner lane = visitor.isAdmitted(guard, door) ? roster.enter(visitor.address()) : null;
    if (lane == null) {
      throw new IllegalStateException("full");
    }
    Pipelines.miner(
        channel, visitor, new ListenerSettings.Keepalive(0, 0, 0, 0), null, roster, lane);
    miners.add(channel);
    channel.pipeline().fireChannelActive();
    turn();
    return channel;
  }

  /// Everything said in `words` comes within one turn of the loop.
  void inOneTurn(Runnable words) {
    turning = false;
    words.run();
    turning = true;
    turn();
  }

  /// Lets the loop and all channels do what waits.
  void turn() {
    if (!turning) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      clock.runPendingTasks();
      new ArrayList<>(pools).forEach(EmbeddedChannel::runPendingTasks);
      miners.forEach(EmbeddedChannel::runPendingTasks);
    }
  }

  void hangUp(EmbeddedChannel miner) {
    miner.close().syncUninterruptibly();
    turn();
  }

  void say(EmbeddedChannel to, String text) {
    to.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
    turn();
  }

  /// All that has been written there since the last call, as lines.
  List<String> heard(EmbeddedChannel by) {
    StringBuilder text = new StringBuilder();
    ByteBuf part = by.readOutbound();
    while (part != null) {
      text.append(part.toString(UTF_8));
      part.release();
      part = by.readOutbound();
    }
    return text.toString().lines().toList();
  }

  /// The only pool connection answers the handshake of a lane and gives a job.
  void poolIsReady(EmbeddedChannel pool, int extranonce2Size) {
    for (String line : heard(pool)) {
      String id = line.replaceFirst(".*\"id\":(\\d+).*", "$1");
      if (line.contains("mining.configure")) {
        say(pool, "{\"id\":" + id + ",\"result\":{\"version-rolling\":false},\"error\":null}\n");
      } else if (line.contains("mining.subscribe")) {
        say(
            pool,
            "{\"id\":%s,\"result\":[[[\"mining.notify\",\"s\"]],\"aabbccdd\",%d],\"error\":null}\n"
                .formatted(id, extranonce2Size));
      } else {
        say(pool, "{\"id\":" + id + ",\"result\":true,\"error\":null}\n");
      }
    }
  }

  @Override
  public void close() {
    for (LaneRunner lane : lanes) {
      var _ = lane.stop(0);
    }
    turn();
    clock.advanceTimeBy(5, TimeUnit.SECONDS);
    clock.runScheduledPendingTasks();
    turn();
    miners.forEach(EmbeddedChannel::finishAndReleaseAll);
    pools.forEach(EmbeddedChannel::finishAndReleaseAll);
    judges.close();
    clock.finishAndReleaseAll();
  }
}
