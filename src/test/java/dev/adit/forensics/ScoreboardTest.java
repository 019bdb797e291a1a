package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.adit.forensics.ntp.ClockReading;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private final Scoreboard board = new Scoreboard(0.5, 0);

  private final SearchSpace space = new SearchSpace(new AlertBook());

  private ForensicsView view(Talk talk) {
    return board.view(
        talk.now(),
        ClockReading.NONE,
        List.of(),
        space.views(),
        Map.of(Suspicion.NTIME_AHEAD, 2L),
        7,
        0,
        null);
  }

  @Test
  void saysOfEachWorkerWhenItsSpaceIsExhausted() {
    Talk talk = Talk.with(board, space).begun();
    Talk other = talk.beside(Talk.call("192.0.2.2:5000", "main")).begun();
    other.goodShare();
    for (int i = 0; i < 30; i++) {
      talk.after(Duration.ofSeconds(10)).goodShare();
    }
    Map<String, Double> seconds = new HashMap<>();
    view(talk).miners().forEach(it -> seconds.put(it.address(), it.secondsToExhaust()));
    double hashesPerSecond = Talk.EASY * 0x1p32 / 10;
    assertThat(seconds.get("192.0.2.1")).isCloseTo(0x1p96 / hashesPerSecond, withinPercentage(1));
    assertThat(seconds.get("192.0.2.2")).isNaN();
  }

  @Test
  void countsWhatWasHeard() {
    Talk talk = Talk.with(board).begun();
    for (int i = 0; i < 20; i++) {
      talk.after(Duration.ofSeconds(30)).goodShare();
    }
    talk.share(it -> it.difficulty() < Talk.EASY).no(23, "low").miner("garbage");
    ForensicsView view = view(talk);
    assertThat(view.shares()).isEqualTo(21);
    assertThat(view.accepted()).isEqualTo(20);
    assertThat(view.rejected()).isEqualTo(1);
    assertThat(view.acceptRate()).isEqualTo(20 / 21.0);
    assertThat(view.difficulty()).isCloseTo(20 * Talk.EASY, withinPercentage(1e-6));
    assertThat(view.bestShare()).isGreaterThanOrEqualTo(Talk.EASY);
    assertThat(view.sharesPerMinute()).isCloseTo(2, withinPercentage(15));
    assertThat(view.unread()).isEqualTo(1);
    assertThat(view.conversations()).isEqualTo(1);
    assertThat(view.found(Severity.MEDIUM)).isEqualTo(2);
    assertThat(view.found(Severity.HIGH)).isZero();
    assertThat(view.missed()).isEqualTo(7);
    assertThat(view.miners())
        .singleElement()
        .satisfies(
            miner -> {
              assertThat(miner.address()).isEqualTo("192.0.2.1");
              assertThat(miner.worker()).isEqualTo("wallet.rig1");
              assertThat(miner.hashrate())
                  .isCloseTo(Talk.EASY * 4294967296.0 / 30, withinPercentage(15));
            });
  }

  @Test
  void countsJobsWhoseTimeIsOffAndTheirAge() {
    Talk talk = Talk.with(board).begun();
    long now = talk.now().time().getEpochSecond();
    talk.job(Talk.notify("2", now + 60, "ab", true, 0x1703ffff));
    talk.job(Talk.notify("3", now - 400, "ab", true, 0x1703ffff));
    talk.after(Duration.ofSeconds(12)).goodShare();
    ForensicsView view = view(talk);
    assertThat(view.futureJobs()).isEqualTo(1);
    assertThat(view.staleJobs()).isEqualTo(1);
    assertThat(view.jobAgeSeconds()).isEqualTo(12);
  }

  @Test
  void knowsBlocksAndNearMisses() {
    Talk talk = Talk.with(board).begun();
    // A block in 256 hashes.
    talk.job(Talk.notify("2", talk.now().time().getEpochSecond(), "ab", true, 0x2000ffff));
    double network = 1.0 / (1 << 24);
    talk.share(it -> it.block()).yes();
    talk.share(it -> !it.block() && it.difficulty() >= network / 2 * 1.001).yes();
    assertThat(view(talk).blocks()).isEqualTo(1);
    assertThat(view(talk).nearMisses()).isEqualTo(1);
  }

  @Test
  void remembersAThousandMinersAtMost() {
    Talk talk = Talk.with(board).begun();
    for (int i = 0; i < 1_100; i++) {
      talk.miner(
          "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"w%d\",\"x\",\"00\",\"00000000\",\"00000000\"]}"
              .formatted(i));
    }
    assertThat(view(talk).miners()).hasSize(1_000).noneMatch(it -> it.worker().equals("w7"));
  }

  @Test
  void forgetsWhoHungUp() {
    Talk talk = Talk.with(board).begun();
    talk.end();
    assertThat(view(talk).conversations()).isZero();
  }
}
