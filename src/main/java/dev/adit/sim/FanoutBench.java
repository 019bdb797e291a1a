package dev.adit.sim;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A job for many miners: when the first, the middle and the last of them has it. Of several rounds
/// the median of each.
record FanoutBench(int connections, int rounds) implements Bench.Measurement {
  private static final int BETWEEN_ROUNDS_MILLIS = 300;
  private static final int WARM_UP_ROUNDS = 5;

  @Override
  public BenchRow measure(BenchGround ground) throws InterruptedException {
    Load load = new Load(connections);
    try (BenchHerd herd = ground.herd(connections, load)) {
      herd.openAll();
      double[] first = new double[rounds];
      double[] middle = new double[rounds];
      double[] last = new double[rounds];
      for (int i = -WARM_UP_ROUNDS; i < rounds; i++) {
        Thread.sleep(BETWEEN_ROUNDS_MILLIS);
        long[] nanos = round(ground, herd, load);
        if (i >= 0) {
          first[i] = nanos[0] / 1e6;
          middle[i] = nanos[connections / 2] / 1e6;
          last[i] = nanos[connections - 1] / 1e6;
        }
      }
      return ground
          .row()
          .with("miners", connections)
          .with("first_ms", median(first))
          .with("median_ms", median(middle))
          .with("last_ms", median(last))
          .with("worst_last_ms", Arrays.stream(last).max().orElse(0));
    }
  }

  /// Sorted times of arrival since the pool made the job.
  private static long[] round(BenchGround ground, BenchHerd herd, Load load) {
    CompletableFuture<long[]> arrived = new CompletableFuture<>();
    herd.loop().submit(() -> load.expect(arrived)).syncUninterruptibly();
    long start = System.nanoTime();
    ground.pool().newJob(true);
    long[] nanos = arrived.orTimeout(30, TimeUnit.SECONDS).join();
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] -= start;
    }
    return nanos;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// Owned by the herd's loop. Times come in order, so they are sorted as they come.
  private static final class Load implements BenchLoad {
    private final int miners;
    private long[] nanos = {};
    private int count;
    private CompletableFuture<long[]> all = new CompletableFuture<>();

    Load(int miners) {
      this.miners = miners;
    }

    void expect(CompletableFuture<long[]> arrived) {
      nanos = new long[miners];
      count = 0;
      all = arrived;
    }

    @Override
    public boolean onlyCountsJobs() {
      return true;
    }

    @Override
    public void onJob(BenchMiner miner) {
      if (count < nanos.length) {
        nanos[count++] = System.nanoTime();
        if (count == nanos.length) {
          all.complete(nanos);
        }
      }
    }
  }
}
