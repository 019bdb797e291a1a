package dev.adit.sim;

import java.io.IOException;

/// A burst of miners, all dialling at once: how many get in, how fast, and what each then costs.
record ConnectBench(int connections) implements Bench.Measurement {
  /// Few enough that a proxy which rests the places of the gone has room for the others.
  private static final int WARM_UP_CONNECTIONS = 1000;

  @Override
  public BenchRow measure(BenchGround ground) throws IOException, InterruptedException {
    warmUp(ground);
    ProcessUsage before = ground.usage();
    try (BenchHerd herd = ground.herd(connections, new BenchLoad() {})) {
      long start = System.nanoTime();
      int open = herd.open();
      double seconds = (herd.lastReadyNanos() - start) / 1e9;
      ProcessUsage connected = ground.usage();
      BenchRow row =
          ground
              .row()
              .with("connections", connections)
              .with("lost", connections - open)
              .with("seconds", seconds)
              .with("per_s", Math.round(open / seconds));
      if (ground.pid().isEmpty()) {
        return row;
      }
      Thread.sleep(ground.settings().settle);
      long idle = ground.usage().residentBytes() - before.residentBytes();
      double cpuSeconds = connected.cpuSeconds() - before.cpuSeconds();
      return row.with("cpu_us_each", 1e6 * cpuSeconds / connections)
          .with("resident_bytes_each", idle / connections)
          .with("resident_mb", ground.usage().residentBytes() / 1e6);
    }
  }

  /// Bursts of a few, both sides learning.
  private void warmUp(BenchGround ground) {
    long end = System.nanoTime() + ground.settings().warmUp.toNanos();
    while (System.nanoTime() < end) {
      try (BenchHerd herd =
          ground.herd(Math.min(connections, WARM_UP_CONNECTIONS), new BenchLoad() {})) {
        herd.open();
      }
    }
  }
}
