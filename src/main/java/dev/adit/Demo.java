package dev.adit;

import dev.adit.admin.GatewayView;
import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.HostPort;
import dev.adit.config.LoadResult;
import dev.adit.sim.Behaviour;
import dev.adit.sim.MinerPlan;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import dev.adit.work.Algorithm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A simulated pool, the real gateway and simulated miners, in one process on loopback.
final class Demo implements AutoCloseable {
  private static final HostPort USUAL_DOOR = new HostPort("127.0.0.1", 3333);
  private static final HostPort USUAL_ADMIN = new HostPort("127.0.0.1", 8080);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  /// About 43,000 hashes, so that there are shares from the first second; the pool goes up from it.
  private static final double FIRST_DIFFICULTY = 1e-5;

  private final SimPool pool;
  private final Gateway gateway;
  private final SimMiners miners;
  private final HostPort door;
  private final HostPort admin;
  private final long startNanos = System.nanoTime();

  private Demo(SimPool pool, Gateway gateway, HostPort door, HostPort admin) {
    this.pool = pool;
    this.gateway = gateway;
    this.door = door;
    this.admin = admin;
    this.miners =
        SimMiners.start(
            plans(), PoolAddress.plain(new InetSocketAddress(door.host(), door.port())), 1);
  }

  /// @param scratch a directory for what the gateway writes
  /// @throws IOException where no port can be had
  static Demo start(Path scratch) throws IOException, InterruptedException {
    SimPool pool =
        SimPool.start(
            new SimPoolSettings()
                .difficulty(FIRST_DIFFICULTY)
                .vardiffTarget(Duration.ofMillis(500))
                .notifyEvery(Duration.ofSeconds(10))
                .blockEvery(Duration.ofMinutes(1)));
    try {
      HostPort door = freeOrAny(USUAL_DOOR);
      HostPort admin = freeOrAny(USUAL_ADMIN);
      Gateway gateway =
          new Gateway(
              config(scratch.resolve("adit.toml"), pool.port(), door, admin),
              scratch,
              Rereading.NEVER);
      gateway.start();
      return new Demo(pool, gateway, door, admin);
    } catch (IOException | InterruptedException failed) {
      pool.close();
      throw failed;
    }
  }

  HostPort door() {
    return door;
  }

  HostPort admin() {
    return admin;
  }

  /// Now, or null while the gateway is too busy to say.
  @Nullable DemoState state() {
    GatewayView view = gateway.view(false);
    return view == null ? null : new DemoState(nanos(), view, pool.totals(), miners.totals());
  }

  /// Stops the miners, waits for the last answers, and tells how it ended.
  List<String> finish() {
    long nanos = nanos();
    MinerTotals did = miners.finish(LAST_ANSWERS);
    return DemoScreen.totals(nanos, did, pool.totals());
  }

  @Override
  public void close() {
    miners.close();
    try {
      gateway.stop();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }

  private long nanos() {
    return System.nanoTime() - startNanos;
  }

  private static List<MinerPlan> plans() {
    return List.of(
        miner("demo.quartz", 60_000),
        miner("demo.galena", 90_000),
        miner("demo.pyrite", 120_000),
        miner("demo.cinnabar", 150_000),
        miner("demo.malachite", 180_000));
  }

  private static MinerPlan miner(String user, double hashesPerSecond) {
    return new MinerPlan(
        user, "x", Algorithm.SHA256D, hashesPerSecond, Set.of(Behaviour.ROLL_VERSION));
  }

  /// Read like a user's own, from a file.
  private static AditConfig config(Path file, int pool, HostPort door, HostPort admin)
      throws IOException {
    Files.writeString(
        file,
        """
        [[pool]]
        name = "simulated"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "demo.adit"
        password = "x"
        worker_names = "suffix"

        [[listener]]
        name = "demo"
        bind = "%s"
        mode = "proxy"
        pools = ["simulated"]
        vardiff = { target = "1s", min = 1e-6, max = 1e9, adjust_every = "10s" }

        [admin]
        listen = "%s"

        [report]
        every = "0s"
        """
            .formatted(pool, door, admin));
    return switch (ConfigLoader.load(file)) {
      case LoadResult.Loaded(_, var config, _) -> config;
      case LoadResult.Refused(var problems) -> throw new IllegalStateException("" + problems);
    };
  }

  private static HostPort freeOrAny(HostPort usual) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(usual.host(), usual.port()));
      return usual;
    } catch (IOException taken) {
      try (ServerSocket any = new ServerSocket()) {
        any.bind(new InetSocketAddress(usual.host(), 0));
        return new HostPort(usual.host(), any.getLocalPort());
      }
    }
  }
}
