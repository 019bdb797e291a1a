package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.byLessThan;

import dev.adit.Eventually;
import dev.adit.stratum.StratumError;
import dev.adit.work.Algorithm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Simulated miners on a simulated pool, nothing between them: what they claim of each other must
/// agree before they can be believed about a proxy.
@Timeout(120)
class SimDirectIT {
  /// About 4300 hashes.
  private static final double EASY = 1e-6;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static SimPoolSettings pool() {
    return new SimPoolSettings().difficulty(EASY).notifyEvery(Duration.ZERO);
  }

  private static SimMinersSettings minersOf(SimPool pool) {
    return new SimMinersSettings().pool(PoolAddress.plain(pool.address())).threads(1);
  }

  private static PoolTotals await(SimPool pool, long submits) throws Exception {
    return pool.until(totals -> totals.submits() >= submits).get(60, TimeUnit.SECONDS);
  }

  @Nested
  class GoodMiners {

    @Test
    void areCreditedTheWorkThatTheyDo() throws Exception {
      try (SimPool pool = SimPool.start(pool().notifyEvery(Duration.ofMillis(300)));
          SimMiners miners = SimMiners.start(minersOf(pool).count(20).hashrate(50_000))) {
        await(pool, 400);
        MinerTotals did = miners.finish(PATIENCE);
        PoolTotals credited = pool.totals();

        assertThat(credited.rejected()).isEmpty();
        assertThat(did.accepted()).isEqualTo(credited.accepted()).isEqualTo(did.submits());
        assertThat(did.unasked() + did.lost() + did.waiting()).isZero();
        assertThat(credited.sigma())
            .isCloseTo(Math.sqrt((double) credited.accepted()) * EASY, byLessThan(1e-12));
        assertThat(credited.creditedDifficulty())
            .isCloseTo(did.expectedDifficulty(Algorithm.SHA256D), byLessThan(4 * credited.sigma()));
        assertThat(credited.workers()).hasSize(20).containsKey("wallet.rig20");
      }
    }

    @ParameterizedTest
    @EnumSource(
        value = Behaviour.class,
        names = {"ONE_ID", "STRING_ID", "NO_CONFIGURE", "AUTHORIZE_FIRST", "XNSUB", "ROLL_VERSION"})
    void differAndAreAcceptedAllTheSame(Behaviour behaviour) throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool).behaviour(behaviour))) {
        await(pool, 10);
        MinerTotals did = miners.finish(PATIENCE);

        assertThat(did.accepted()).isEqualTo(did.submits());
        assertThat(did.unasked()).isZero();
        assertThat(pool.totals().rejected()).isEmpty();
      }
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "16, 1", "4, 2", "8, 8"})
    void mineWithExtranoncesOfEverySize(int size1, int size2) throws Exception {
      SimPoolSettings sizes = pool().extranonce1Size(size1).extranonce2Size(size2);
      try (SimPool pool = SimPool.start(sizes);
          SimMiners miners = SimMiners.start(minersOf(pool))) {
        await(pool, 5);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      }
    }

    @Test
    void mineScrypt() throws Exception {
      SimPoolSettings scrypt = pool().algorithm(Algorithm.SCRYPT).difficulty(1e-3);
      try (SimPool pool = SimPool.start(scrypt);
          SimMiners miners =
              SimMiners.start(minersOf(pool).algorithm(Algorithm.SCRYPT).hashrate(5_000))) {
        await(pool, 5);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      }
    }

    @Test
    void comeBackWhenTheyAreHungUpOn() throws Exception {
      try (SimPool pool = SimPool.start(pool().recording());
          SimMiners miners = SimMiners.start(minersOf(pool))) {
        await(pool, 3);
        pool.hangUp();
        pool.until(totals -> totals.connectionsEver() == 2).get(60, TimeUnit.SECONDS);
        await(pool, pool.totals().submits() + 3);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
        assertThat(pool.received().stream().filter(line -> line.contains("subscribe")))
            .satisfiesExactly(
                first -> assertThat(first).doesNotContainPattern("[0-9a-f]{8}"),
                second ->
                    assertThat(second).as("asks for its session").containsPattern("[0-9a-f]{8}"));
      }
    }

    @Test
    void followAnotherExtranonceWhereTheySaidSo() throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool).behaviour(Behaviour.XNSUB))) {
        await(pool, 3);
        pool.setExtranonce2Size(3);
        long before = pool.totals().accepted();
        pool.until(totals -> totals.accepted() >= before + 5).get(60, TimeUnit.SECONDS);
        assertThat(miners.finish(PATIENCE).rejected(StratumError.OTHER)).isZero();
      }
    }

    @Test
    void followTheDifficultyFromTheNextJobOn() throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool))) {
        await(pool, 3);
        pool.setDifficulty(EASY / 4);
        pool.newJob(false);
        miners.until(totals -> totals.difficulty() == EASY / 4).get(60, TimeUnit.SECONDS);
        await(pool, pool.totals().submits() + 10);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      }
    }
  }

  @Nested
  class BadMiners {

    @Test
    void whoSubmitTwiceAreRefusedOnce() throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool).behaviour(Behaviour.DUPLICATE))) {
        await(pool, 20);
        MinerTotals did = miners.finish(PATIENCE);

        assertThat(did.accepted()).isEqualTo(did.rejected(StratumError.DUPLICATE_SHARE));
        assertThat(did.rejects()).isEqualTo(did.accepted());
      }
    }

    @Test
    void whoWorkOnTheLastBlockAreStale() throws Exception {
      try (SimPool pool = SimPool.start(pool().blockEvery(Duration.ofMillis(200)));
          SimMiners miners =
              SimMiners.start(minersOf(pool).hashrate(200_000).behaviour(Behaviour.STALE))) {
        await(pool, 10);
        MinerTotals did = miners.finish(PATIENCE);

        assertThat(did.accepted()).isZero();
        assertThat(did.rejected(StratumError.JOB_NOT_FOUND)).isEqualTo(did.submits());
      }
    }

    @Test
    void whoAreSilentOnlyAuthorize() throws Exception {
      try (SimPool pool = SimPool.start(pool().recording());
          SimMiners miners = SimMiners.start(minersOf(pool).behaviour(Behaviour.SILENT))) {
        pool.until(totals -> totals.lines() == 3).get(60, TimeUnit.SECONDS);

        assertThat(miners.finish(PATIENCE).hashes()).isZero();
        assertThat(pool.received())
            .satisfiesExactly(
                line -> assertThat(line).contains("mining.configure"),
                line -> assertThat(line).contains("mining.subscribe"),
                line -> assertThat(line).contains("mining.authorize").contains("wallet.rig1"));
      }
    }

    @Test
    void whoChurnComeAndGo() throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool).count(5).behaviour(Behaviour.CHURN))) {
        PoolTotals seen =
            pool.until(totals -> totals.connectionsEver() >= 10).get(60, TimeUnit.SECONDS);
        miners.finish(PATIENCE);

        assertThat(seen.connections()).isLessThanOrEqualTo(5);
        assertThat(pool.totals().rejected()).isEmpty();
      }
    }

    @Test
    void whoTalkGarbageAlsoMine() throws Exception {
      try (SimPool pool = SimPool.start(pool().recording());
          SimMiners miners =
              SimMiners.start(minersOf(pool).hashrate(20_000).behaviour(Behaviour.GARBAGE))) {
        pool.until(totals -> totals.accepted() >= 5 && totals.lines() > 20)
            .get(60, TimeUnit.SECONDS);
        miners.finish(PATIENCE);

        assertThat(pool.received()).anyMatch(line -> line.contains("junk"));
      }
    }

    @Test
    void whoDoNotReadStillSubmit() throws Exception {
      try (SimPool pool = SimPool.start(pool());
          SimMiners miners = SimMiners.start(minersOf(pool).behaviour(Behaviour.SLOW_READER))) {
        await(pool, 20);
        MinerTotals did = miners.finish(Duration.ofMillis(50));

        assertThat(did.accepted()).isZero();
        assertThat(did.waiting()).isEqualTo(did.submits()).isGreaterThanOrEqualTo(20);
      }
    }
  }

  @Nested
  class ThePool {

    @Test
    void rejectsAsOftenAsItIsTold() throws Exception {
      try (SimPool pool = SimPool.start(pool().difficulty(EASY / 10).rejectRate(0.25));
          SimMiners miners = SimMiners.start(minersOf(pool).hashrate(500_000))) {
        await(pool, 300);
        MinerTotals did = miners.finish(PATIENCE);

        double sigma = Math.sqrt(did.submits() * 0.25 * 0.75);
        assertThat(did.rejected(StratumError.OTHER) - 0.25 * did.submits())
            .isBetween(-4 * sigma, 4 * sigma);
      }
    }

    @Test
    void leavesUnansweredWhatItIsTold() throws Exception {
      try (SimPool pool = SimPool.start(pool().noAnswerRate(1));
          SimMiners miners = SimMiners.start(minersOf(pool))) {
        await(pool, 5);
        MinerTotals did = miners.finish(Duration.ofMillis(50));
        assertThat(did.waiting()).isEqualTo(did.submits()).isEqualTo(pool.totals().unanswered());
      }
    }

    @Test
    void refusesNames() throws Exception {
      SimPoolSettings picky = pool().refuse(Pattern.compile(".*\\.rig[2-9]"));
      try (SimPool pool = SimPool.start(picky);
          SimMiners miners = SimMiners.start(minersOf(pool).count(3))) {
        await(pool, 5);
        miners.finish(PATIENCE);
        assertThat(pool.totals().workers()).containsOnlyKeys("wallet.rig1");
      }
    }

    @Test
    void answersLateAndInOrder() throws Exception {
      SimPoolSettings slow = pool().latency(Duration.ofMillis(50));
      try (SimPool pool = SimPool.start(slow);
          SimMiners miners =
              SimMiners.start(minersOf(pool).hashrate(200_000).behaviour(Behaviour.ONE_ID))) {
        miners.until(totals -> totals.accepted() >= 10).get(60, TimeUnit.SECONDS);
        MinerTotals did = miners.finish(PATIENCE);
        assertThat(did.accepted()).isEqualTo(did.submits());
      }
    }

    @Test
    void saysNothingWhenSilent() throws Exception {
      try (SimPool pool = SimPool.start(pool().silent(true));
          SimMiners miners = SimMiners.start(minersOf(pool))) {
        pool.until(totals -> totals.lines() == 3).get(60, TimeUnit.SECONDS);
        assertThat(miners.finish(PATIENCE).hashes()).isZero();
      }
    }

    @Test
    void findsBlocksWhereTheNetworkIsEasy() throws Exception {
      try (SimPool pool = SimPool.start(pool().nbits(0x1f00ffff));
          SimMiners miners = SimMiners.start(minersOf(pool).hashrate(500_000))) {
        pool.until(totals -> totals.blocks() >= 2).get(60, TimeUnit.SECONDS);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      }
    }

    @Test
    void adjustsTheDifficultyToTheHashrate() throws Exception {
      // 215 hashes, and a share in 200 ms: slow machines hash more than that too.
      double start = EASY / 20;
      SimPoolSettings adjusting =
          pool()
              .difficulty(start)
              .vardiffTarget(Duration.ofMillis(200))
              .notifyEvery(Duration.ofMillis(100));
      try (SimPool pool = SimPool.start(adjusting);
          SimMiners miners = SimMiners.start(minersOf(pool).hashrate(50_000))) {
        miners.until(totals -> totals.difficulty() > 3 * start).get(60, TimeUnit.SECONDS);
        assertThat(miners.finish(PATIENCE).rejected()).isEmpty();
      }
    }

    private boolean submitted(SimPool pool, String name) {
      return pool.received().stream().anyMatch(line -> line.contains(name));
    }

    @Test
    void replaysTheJobsOfAnother(@TempDir Path directory) throws Exception {
      Path file = directory.resolve("jobs.jsonl");
      String job =
          """
          {"id":null,"method":"mining.notify","params":["%s","%s","01000000","ff00",[],\
          "20000004","1705c739","64495522",true,true]}\
          """;
      String hash = "ef4b9a48c7986466de4adc002f7337a6e121bc43000376ea0000000000000000";
      Files.write(
          file,
          List.of(
              "{\"line\":\"" + job.formatted("first", hash).replace("\"", "\\\"") + "\"}",
              "{\"id\":4,\"result\":true}",
              "# no JSON",
              job.formatted("second", hash)));
      SimPoolSettings replaying =
          pool().replay(file).recording().notifyEvery(Duration.ofMillis(100));
      try (SimPool pool = SimPool.start(replaying);
          SimMiners miners = SimMiners.start(minersOf(pool).hashrate(500_000))) {
        Eventually.holds(
            () -> Stream.of("\"first\"", "\"second\"").allMatch(name -> submitted(pool, name)));
        assertThat(miners.finish(PATIENCE).accepted()).isPositive();
      }
    }

    @Test
    void saysWhatIsWrongWithItsAddress() throws IOException {
      try (SimPool pool = SimPool.start(pool())) {
        InetSocketAddress taken = pool.address();
        assertThatIOException()
            .isThrownBy(() -> SimPool.start(pool().listen(taken)))
            .withMessageContaining(Integer.toString(taken.getPort()));
      }
    }
  }
}
