package dev.adit.sim;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// Every miner keeps a few submits under way and sends the next when one is answered: as many
/// shares as the machine can carry.
record ThroughputBench(int miners, int outstanding) implements Bench.Measurement {

  @Override
  public BenchRow measure(BenchGround ground) throws IOException, InterruptedException {
    Load load = new Load();
    try (BenchHerd herd = ground.herd(miners, load)) {
      herd.openAll();
      herd.each(
          miner -> {
            for (int i = 0; i < outstanding; i++) {
              miner.submit();
            }
          });
      Thread.sleep(ground.settings().warmUp);
      long before = load.answers.get();
      long rejectedBefore = load.rejected.get();
      ProcessUsage used = ground.usage();
      long start = System.nanoTime();
      Thread.sleep(ground.settings().time);
      double seconds = (System.nanoTime() - start) / 1e9;
      long shares = load.answers.get() - before;
      double cpuSeconds = ground.usage().cpuSeconds() - used.cpuSeconds();
      BenchRow row =
          ground
              .row()
              .with("shares", shares)
              .with("rejected", load.rejected.get() - rejectedBefore)
              .with("shares_per_s", Math.round(shares / seconds));
      return ground.pid().isEmpty()
          ? row
          : row.with("cpu_us_per_share", 1e6 * cpuSeconds / Math.max(shares, 1))
              .with("cpu_percent", 100 * cpuSeconds / seconds)
              .with("resident_mb", ground.usage().residentBytes() / 1e6);
    }
  }

  /// Counted on the herd's loop, read from outside.
  private static final class Load implements BenchLoad {
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    @Override
    public void onAnswer(BenchMiner miner, boolean yes, long roundTripNanos) {
      answers.lazySet(answers.get() + 1);
      if (!yes) {
        rejected.lazySet(rejected.get() + 1);
      }
      miner.submit();
    }
  }
}
