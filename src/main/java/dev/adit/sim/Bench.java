package dev.adit.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Measures a Stratum proxy between a pool and miners of its own.
public final class Bench {
  private final BenchSettings settings;

  public Bench(BenchSettings settings) {
    this.settings = settings;
  }

  /// The round trip of single submits, `perSecond` of them, on each path in turn.
  public List<BenchRow> latency(int miners, int perSecond)
      throws IOException, InterruptedException {
    try (SimPool pool = SimPool.start(settings.pool())) {
      return new LatencyBench(miners, perSecond).measure(settings, grounds(pool));
    }
  }

  /// How many submits go through when every miner keeps `outstanding` of them under way.
  public List<BenchRow> throughput(int miners, int outstanding)
      throws IOException, InterruptedException {
    return each(new ThroughputBench(miners, outstanding));
  }

  /// How long a job takes to reach so many miners.
  public List<BenchRow> fanout(int connections, int rounds)
      throws IOException, InterruptedException {
    return each(new FanoutBench(connections, rounds));
  }

  /// How fast a burst of miners gets in, and what they cost when idle.
  public List<BenchRow> connect(int connections) throws IOException, InterruptedException {
    return each(new ConnectBench(connections));
  }

  /// A measurement of one path.
  interface Measurement {
    BenchRow measure(BenchGround ground) throws IOException, InterruptedException;
  }

  private List<BenchRow> each(Measurement measurement) throws IOException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    try (SimPool pool = SimPool.start(settings.pool())) {
      for (BenchGround ground : grounds(pool)) {
        rows.add(measurement.measure(ground));
      }
    }
    return rows;
  }

  private List<BenchGround> grounds(SimPool pool) {
    OptionalLong pid = settings.pid > 0 ? OptionalLong.of(settings.pid) : OptionalLong.empty();
    List<BenchGround> grounds = new ArrayList<>();
    if (settings.direct) {
      grounds.add(new BenchGround("direct", pool.address(), OptionalLong.empty(), pool, settings));
    }
    for (InetSocketAddress target : settings.targets) {
      String path = target.getHostString() + ":" + target.getPort();
      grounds.add(new BenchGround(path, target, pid, pool, settings));
    }
    return grounds;
  }
}
