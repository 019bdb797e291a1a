package dev.adit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.metrics.ShareFate;
import dev.adit.work.Algorithm;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WorkerBoardTest {
  private static final double HASHES = Algorithm.SHA256D.hashesPerDifficulty();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final WorkerBoard board = new WorkerBoard();
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void theHashratesOfManyWithFewSharesAddUpToTheTruth() {
    for (int i = 0; i < 2_000; i++) {
      mine("rig" + i, 1, 15, 0, 90 * SECOND);
    }
    // Of those that had a share: it is where the clock of each starts.
    int seen = board.views(Algorithm.SHA256D, 90 * SECOND).size();
    assertThat(hashesPerSecond(90 * SECOND))
        .isCloseTo(seen / 15.0 * HASHES, Percentage.withPercentage(3));
  }

  @Test
  void theHashrateIsThatOfTheLastTenMinutes() {
    mine("rig", 1, 1, 0, 3600 * SECOND);
    mine("rig", 1, 0.25, 3600 * SECOND, 4400 * SECOND);
    assertThat(hashesPerSecond(4400 * SECOND)).isCloseTo(4 * HASHES, Percentage.withPercentage(10));
    assertThat(hashesPerSecond(5100 * SECOND)).isZero();
  }

  @Test
  void refusedSharesAreNoWork() {
    for (int second = 0; second < 100; second++) {
      board.book(
          "rig", second % 2 == 0 ? ShareFate.ACCEPTED : ShareFate.REJECTED, 8, 0, second * SECOND);
    }
    WorkerView rig = board.views(Algorithm.SHA256D, 99 * SECOND).getFirst();
    assertThat(rig.hashesPerSecond())
        .isCloseTo(8 * 49 / 99.0 * HASHES, Percentage.withPercentage(0.1));
    assertThat(rig.secondsPerShare()).isCloseTo(1, within(1e-9));
  }

  /// Shares at random, one every `meanSeconds`.
  private void mine(String worker, double difficulty, double meanSeconds, long from, long to) {
    double at = from;
    while ((at -= Math.log(1 - random.nextDouble()) * meanSeconds * SECOND) < to) {
      board.book(worker, ShareFate.LOCAL, difficulty, 0, (long) at);
    }
  }

  private double hashesPerSecond(long nowNanos) {
    return board.views(Algorithm.SHA256D, nowNanos).stream()
        .mapToDouble(WorkerView::hashesPerSecond)
        .sum();
  }
}
