package dev.adit.sim;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// The miners of one path, and how long their submits took. Its figures are owned by their loop.
final class LatencyRun implements AutoCloseable, BenchLoad {
  private final BenchGround ground;
  private final BenchHerd herd;
  private final long periodNanos;
  private final Histogram nanos = new Histogram(Duration.ofMinutes(1).toNanos(), 3);
  private boolean warming;
  private boolean underWay;
  private long rejected;
  private long skipped;
  private int turn;

  LatencyRun(BenchGround ground, int miners, int perSecond) {
    this.ground = ground;
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.herd = ground.herd(miners, this);
  }

  /// Connects them all; then each submit as soon as the one before is answered: at the measured
  /// rate, whatever compiles as it runs would stay cold for minutes.
  void warmUp(Duration time) throws InterruptedException {
    herd.openAll();
    herd.loop().submit(() -> warm(true)).sync();
    Thread.sleep(time);
    herd.loop().submit(() -> warm(false)).sync();
  }

  private void warm(boolean on) {
    warming = on;
    if (on) {
      next();
    } else {
      nanos.reset();
      rejected = 0;
      skipped = 0;
    }
  }

  /// At the steady rate for so long.
  void on(Duration time) throws InterruptedException {
    ScheduledFuture<?> pace =
        herd.loop().scheduleAtFixedRate(this::next, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    Thread.sleep(time);
    pace.cancel(false);
  }

  private void next() {
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
    if (warming) {
      next();
    }
  }

  BenchRow row() throws InterruptedException {
    return herd.loop().submit(() -> row(ground.row())).sync().getNow();
  }

  private BenchRow row(BenchRow row) {
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

  @Override
  public void close() {
    herd.close();
  }
}
