package dev.adit.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One submit at a time, at a steady rate, from the miners in turn: what a share takes to the pool
/// and back when nothing queues. Several paths have a second each in turn, so that whatever the
/// machine does meanwhile happens to all.
record LatencyBench(int miners, int perSecond) {
  private static final Duration TURN = Duration.ofSeconds(1);

  /// Each path for as long as the settings say.
  List<BenchRow> measure(BenchSettings settings, List<BenchGround> grounds)
      throws InterruptedException {
    List<LatencyRun> runs = new ArrayList<>();
    try {
      for (BenchGround ground : grounds) {
        LatencyRun run = new LatencyRun(ground, miners, perSecond);
        runs.add(run);
        run.warmUp(settings.warmUp);
      }
      // What the warm-up left to do behind the answers, such as files that are written late.
      Thread.sleep(settings.settle);
      for (long turns = settings.time.dividedBy(TURN); turns > 0; turns--) {
        for (LatencyRun run : runs) {
          run.on(TURN);
        }
      }
      List<BenchRow> rows = new ArrayList<>();
      for (LatencyRun run : runs) {
        rows.add(run.row());
      }
      return rows;
    } finally {
      runs.forEach(LatencyRun::close);
    }
  }
}
