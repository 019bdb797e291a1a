package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.StratumError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Simulated miners on a pool that cheats: what it did to them is in both totals.
@Timeout(120)
class CheatIT {
  /// About 4300 hashes.
  private static final double EASY = 1e-6;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static SimPoolSettings pool(Cheat... kinds) {
    return new SimPoolSettings().difficulty(EASY).notifyEvery(Duration.ZERO).cheat(kinds);
  }

  private static SimMinersSettings minersOf(SimPool pool) {
    return new SimMinersSettings().pool(PoolAddress.plain(pool.address())).threads(1);
  }

  private static void await(SimPool pool, long submits) throws Exception {
    pool.until(totals -> totals.submits() >= submits).get(60, TimeUnit.SECONDS);
  }

  @Test
  void aTenthOfTheSharesIsSkimmed() throws Exception {
    try (SimPool pool = SimPool.start(pool(Cheat.SKIM).difficulty(EASY / 10));
        SimMiners miners = SimMiners.start(minersOf(pool).hashrate(500_000))) {
      await(pool, 400);
      MinerTotals did = miners.finish(PATIENCE);
      PoolTotals told = pool.totals();

      long skimmed = told.rejected(StratumError.JOB_NOT_FOUND);
      assertThat(did.rejected(StratumError.JOB_NOT_FOUND)).isEqualTo(skimmed);
      assertThat(told.cheats()).isEqualTo(Map.of("skim", skimmed));
      assertThat(told.accepted() + skimmed).isEqualTo(did.submits());
      double sigma = Math.sqrt(did.submits() * 0.1 * 0.9);
      assertThat(skimmed - 0.1 * did.submits()).isBetween(-5 * sigma, 5 * sigma);
    }
  }

  @Test
  void whatIsAnsweredTwiceAndNeverCountsOnce() throws Exception {
    SimPoolSettings both = pool(Cheat.DOUBLE_ANSWER, Cheat.WITHHOLD);
    try (SimPool pool = SimPool.start(both);
        SimMiners miners = SimMiners.start(minersOf(pool).hashrate(200_000))) {
      await(pool, 40);
      MinerTotals did = miners.finish(Duration.ofMillis(50));
      PoolTotals told = pool.totals();

      assertThat(did.unasked()).isPositive();
      assertThat(told.unanswered()).isEqualTo(told.cheats().get("withhold")).isPositive();
      assertThat(told.accepted() + told.unanswered()).isEqualTo(told.submits());
    }
  }

  @Test
  void minersFollowASecondSubscription() throws Exception {
    try (SimPool pool = SimPool.start(pool());
        SimMiners miners = SimMiners.start(minersOf(pool))) {
      await(pool, 3);
      pool.cheat(Cheat.EXTRANONCE);
      await(pool, pool.totals().submits() + 5);

      assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      assertThat(pool.totals().cheats()).isEqualTo(Map.of("extranonce", 1L));
    }
  }

  @Test
  void theOldBlockIsLeftWithoutWaitingForTheNextJob() throws Exception {
    SimPoolSettings late =
        pool(Cheat.OLD_BLOCK).blockEvery(Duration.ZERO).cheatDelay(Duration.ofSeconds(1));
    try (SimPool pool = SimPool.start(late)) {
      pool.newJob(true);
      assertThat(pool.totals().cheats()).isEqualTo(Map.of("old-block", 1L));
      pool.until(totals -> totals.jobs() == 3).get(60, TimeUnit.SECONDS);
      assertThat(pool.totals().cheats()).isEqualTo(Map.of("old-block", 1L));
    }
  }

  @Test
  void redirectedMinersComeBackToTheOneTheyKnow() throws Exception {
    try (SimPool pool = SimPool.start(pool());
        SimMiners miners = SimMiners.start(minersOf(pool))) {
      await(pool, 3);
      pool.cheat(Cheat.REDIRECT);
      pool.until(totals -> totals.connectionsEver() == 2).get(60, TimeUnit.SECONDS);
      assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
    }
  }
}
