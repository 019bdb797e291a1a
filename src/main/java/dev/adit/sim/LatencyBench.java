package dev.adit.sim;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One submit at a time, at a steady rate, from the miners in turn: what a share takes to the pool
/// and back when nothing queues.
record LatencyBench(int miners, int perSecond) implements Bench.Measurement {

  @Override
  public BenchRow measure(BenchGround ground) throws InterruptedException {
    Load load = new Load();
    try (BenchHerd herd = ground.herd(miners, load)) {
      herd.openAll();
      herd.loop().submit(() -> load.warmUp(herd)).sync();
      Thread.sleep(ground.settings().warmUp);
      herd.loop().submit(load::start).sync();
      long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
      var _ =
          herd.loop()
              .scheduleAtFixedRate(() -> load.next(herd), period, period, TimeUnit.NANOSECONDS);
      Thread.sleep(ground.settings().time);
      return herd.loop().submit(() -> load.row(ground.row())).sync().getNow();
    }
  }

  /// Owned by the herd's loop.
  private static final class Load implements BenchLoad {
    private final Histogram nanos = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
    private @Nullable BenchHerd warming;
    private boolean underWay;
    private long rejected;
    private long skipped;
    private int turn;

    /// Each as soon as the one before is answered: at the measured rate, whatever compiles as it
    /// runs would stay cold for minutes.
    void warmUp(BenchHerd herd) {
      warming = herd;
      next(herd);
    }

    void start() {
      warming = null;
      nanos.reset();
      rejected = 0;
      skipped = 0;
    }

    void next(BenchHerd herd) {
      if (underWay) {
        skipped++;
        return;
      }
      underWay = true;
      BenchMiner miner = herd.ready().get(turn++ % herd.ready().size());
      miner.submit();
      miner.flush();
    }

    @Override
    public void onAnswer(BenchMiner miner, boolean yes, long roundTripNanos) {
      underWay = false;
      nanos.recordValue(Math.min(roundTripNanos, nanos.getHighestTrackableValue()));
      if (!yes) {
        rejected++;
      }
      if (warming != null) {
        next(warming);
      }
    }

    BenchRow row(BenchRow row) {
      return row.with("shares", nanos.getTotalCount())
          .with("rejected", rejected)
          .with("skipped", skipped)
          .with("p50_us", micros(50))
          .with("p90_us", micros(90))
          .with("p99_us", micros(99))
          .with("max_us", micros(100));
    }

    private double micros(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e3;
    }
  }
}
