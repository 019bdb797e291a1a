package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VardiffTest {

  private static final long SECOND = 1_000_000_000L;
  private static final double HASHES = Algorithm.SHA256D.hashesPerDifficulty();
  private static final double NO_CEILING = 1e18;
  private static final Vardiff.Settings SETTINGS =
      new Vardiff.Settings(true, 15, 1e-9, 1e12, 60 * SECOND);

  /// A miner that finds shares at random, in virtual time.
  private static final class Sim {
    final SplittableRandom random;
    final Vardiff vardiff;
    double hashesPerSecond;
    double ceiling = NO_CEILING;
    double difficulty;

    /// How long the miner keeps working at the difficulty before the last change.
    long lagNanos;

    long now;
    double previous;
    long changedAt = Long.MIN_VALUE / 2;
    int changes;
    long shares;
    double credited;

    Sim(Vardiff.Settings settings, double hashesPerSecond, double start, long seed) {
      this.hashesPerSecond = hashesPerSecond;
      this.difficulty = start;
      this.previous = start;
      this.random = new SplittableRandom(seed);
      this.vardiff = new Vardiff(settings, start, 0);
    }

    /// What the target asks for at this hashrate.
    double right() {
      return hashesPerSecond * 15 / HASHES;
    }

    void run(double seconds) {
      long end = now + (long) (seconds * SECOND);
      while (now < end) {
        long tick = Math.min(end, now + SECOND);
        while (hashesPerSecond > 0) {
          double worked = now - changedAt < lagNanos ? previous : difficulty;
          double wait = -Math.log(1 - random.nextDouble()) * worked * HASHES / hashesPerSecond;
          if (now + wait * SECOND >= tick) {
            break;
          }
          now += (long) (wait * SECOND);
          shares++;
          credited += worked;
          vardiff.onShare(worked, now);
          review();
        }
        now = tick;
        review();
      }
    }

    private void review() {
      double next = vardiff.review(difficulty, ceiling, now);
      if (next != difficulty) {
        changes++;
        previous = difficulty;
        difficulty = next;
        changedAt = now;
      }
    }
  }

  private static Sim miner(double hashesPerSecond, long seed) {
    return new Sim(SETTINGS, hashesPerSecond, 1, seed);
  }

  @Nested
  class WithASteadyMiner {

    @ParameterizedTest
    @ValueSource(doubles = {1e3, 5e4, 1e6, 1e9, 500e9, 100e12, 500e12})
    void findsItsDifficultyFromOne(double hashesPerSecond) {
      int within = 0;
      for (long seed = 0; seed < 20; seed++) {
        Sim miner = miner(hashesPerSecond, seed);
        miner.run(1_800);
        double ratio = miner.difficulty / miner.right();
        assertThat(ratio).as("seed %d", seed).isBetween(0.2, 5.0);
        within += ratio > 0.5 && ratio < 2 ? 1 : 0;
      }
      assertThat(within).as("miners of 20 within a factor of 2").isGreaterThanOrEqualTo(19);
    }

    @Test
    void findsItQuicklyWhereSharesFloodIn() {
      for (long seed = 0; seed < 20; seed++) {
        Sim miner = miner(500e12, seed);
        miner.run(120);
        assertThat(miner.difficulty / miner.right()).as("seed %d", seed).isBetween(0.3, 3.0);
        assertThat(miner.shares).as("seed %d", seed).isLessThan(200);
      }
    }

    @Test
    void isNotFooledBySharesOfOlderWork() {
      for (long seed = 0; seed < 10; seed++) {
        Sim miner = miner(1e12, seed);
        miner.lagNanos = 60 * SECOND;
        double highest = 0;
        for (int i = 0; i < 900; i++) {
          miner.run(1);
          highest = Math.max(highest, miner.difficulty);
        }
        assertThat(highest / miner.right()).as("seed %d", seed).isLessThan(3);
        assertThat(miner.difficulty / miner.right()).as("seed %d", seed).isBetween(0.5, 2.0);
      }
    }

    @Test
    void leavesItAlone() {
      int changes = 0;
      int opportunities = 0;
      for (long seed = 0; seed < 20; seed++) {
        Sim miner = miner(1e12, seed);
        miner.run(1_800);
        int before = miner.changes;
        miner.run(6 * 3_600);
        changes += miner.changes - before;
        opportunities += 6 * 60;
        assertThat(miner.difficulty / miner.right()).as("seed %d", seed).isBetween(0.5, 2.0);
      }
      assertThat((double) changes / opportunities).as("changes a minute").isLessThan(0.05);
    }

    @Test
    void knowsItsHashrate() {
      Sim miner = miner(1e12, 3);
      miner.run(3_600);
      assertThat(miner.vardiff.estimatedHashesPerSecond(miner.now)).isBetween(0.6e12, 1.5e12);
      assertThat(miner.credited * HASHES / 3_600).isBetween(0.8e12, 1.2e12);
    }
  }

  @Nested
  class WithAChangingMiner {

    @Test
    void followsUpAtOnce() {
      Sim miner = miner(1e12, 4);
      miner.run(3_600);
      miner.hashesPerSecond *= 100;
      miner.run(120);
      assertThat(miner.difficulty / miner.right()).isBetween(0.3, 3.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1})
    void followsDown(double factor) {
      for (long seed = 0; seed < 20; seed++) {
        Sim miner = miner(1e12, seed);
        miner.run(3_600);
        miner.hashesPerSecond *= factor;
        miner.run(2_400);
        assertThat(miner.difficulty / miner.right()).as("seed %d", seed).isBetween(0.5, 2.0);
      }
    }

    @Test
    void bringsASilentOneDownToTheMinimum() {
      Vardiff.Settings settings = new Vardiff.Settings(true, 15, 10, 1e12, 60 * SECOND);
      Sim miner = new Sim(settings, 100e12, 1_000, 5);
      miner.run(1_800);
      miner.hashesPerSecond = 0;
      double before = miner.difficulty;
      miner.run(160);
      assertThat(miner.difficulty).isBetween(before / 10, before / 7);
      miner.run(3_600);
      assertThat(miner.difficulty).isEqualTo(10);
      assertThat(miner.vardiff.estimatedHashesPerSecond(miner.now)).isZero();
    }
  }

  @Nested
  class WithinBounds {

    @Test
    void staysBetweenMinimumAndMaximum() {
      Vardiff.Settings settings = new Vardiff.Settings(true, 15, 1_000, 65_536, 60 * SECOND);
      Sim fast = new Sim(settings, 500e12, settings.start(OptionalDouble.empty()), 6);
      fast.run(600);
      assertThat(fast.difficulty).isEqualTo(65_536);
      Sim slow = new Sim(settings, 1e6, 5_000, 6);
      slow.run(1_200);
      assertThat(slow.difficulty).isEqualTo(1_000);
    }

    @Test
    @DisplayName("T21 never above the pool's difficulty, which wins even below the minimum")
    void neverExceedsThePools() {
      Vardiff.Settings settings = new Vardiff.Settings(true, 15, 1_000, 65_536, 60 * SECOND);
      Sim miner = new Sim(settings, 500e12, 2_000, 7);
      miner.ceiling = 16_383.75;
      miner.run(120);
      assertThat(miner.difficulty).isEqualTo(16_383.75);
      miner.ceiling = 0.001;
      miner.review();
      assertThat(miner.difficulty).isEqualTo(0.001);
      miner.ceiling = 20_000;
      miner.review();
      assertThat(miner.difficulty).isEqualTo(1_000);
    }

    @Test
    void startsWhereTheMinerSuggestsElseAtOne() {
      Vardiff.Settings settings = new Vardiff.Settings(true, 15, 0.5, 100, 60 * SECOND);
      assertThat(settings.start(OptionalDouble.empty())).isEqualTo(1);
      assertThat(settings.start(OptionalDouble.of(42.5))).isEqualTo(42.5);
      assertThat(settings.start(OptionalDouble.of(0.001))).isEqualTo(0.5);
      assertThat(settings.start(OptionalDouble.of(1e9))).isEqualTo(100);
    }

    @Test
    void writesThreeDigits() {
      Sim miner = miner(1e12, 8);
      miner.run(1_800);
      String digits = Difficulty.of(miner.difficulty, Algorithm.SHA256D).toString();
      assertThat(digits.replace(".", "").replaceAll("^0+|0+$", "").length())
          .as(digits)
          .isLessThanOrEqualTo(3);
    }

    @Test
    void holdsStillWhereNotEnabled() {
      Vardiff.Settings settings = new Vardiff.Settings(false, 15, 1, 1e12, 60 * SECOND);
      Sim miner = new Sim(settings, 500e12, 1_000, 9);
      miner.run(1);
      assertThat(miner.difficulty).isEqualTo(1_000);
      miner.ceiling = 10;
      miner.review();
      assertThat(miner.difficulty).isEqualTo(10);
      miner.ceiling = 1e6;
      miner.review();
      assertThat(miner.difficulty).isEqualTo(1_000);
    }

    @Test
    void takesADifficultySetByOthersAsItsOwn() {
      Vardiff vardiff = new Vardiff(SETTINGS, 1, 0);
      assertThat(vardiff.review(500, NO_CEILING, SECOND)).isEqualTo(500);
      vardiff.onShare(500, 15 * SECOND);
      assertThat(vardiff.difficultyPerSecond(120 * SECOND)).isBetween(4.0, 5.0);
    }
  }

  @Nested
  class UnderAPoolWithItsOwn {

    @Test
    @DisplayName("T24 many miners converge, and the pool comes down when most of them leave")
    void comesDownWithThePool() {
      int count = 100;
      Sim[] miners = new Sim[count];
      for (int i = 0; i < count; i++) {
        miners[i] = miner(1e12 * (1 + i % 5), i);
      }
      Vardiff pool = new Vardiff(SETTINGS, 1_000, 0);
      double full = settle(miners, count, pool, 1_000, 3_600);
      assertThat(full * HASHES / 15).isBetween(0.5 * 300e12, 2.0 * 300e12);
      for (Sim miner : miners) {
        assertThat(miner.difficulty).isLessThanOrEqualTo(full);
        assertThat(miner.difficulty / miner.right()).isBetween(0.4, 2.5);
      }

      double few = settle(miners, count / 10, pool, full, 3_600);

      assertThat(few / full).isBetween(0.05, 0.2);
      for (int i = 0; i < count / 10; i++) {
        assertThat(miners[i].difficulty).isLessThanOrEqualTo(few);
      }
    }

    /// Runs the first `active` miners under a pool that hears their shares as they come; returns
    /// the pool's difficulty in the end.
    private double settle(Sim[] miners, int active, Vardiff pool, double start, int seconds) {
      double ceiling = start;
      SplittableRandom random = new SplittableRandom(24);
      for (int second = 0; second < seconds; second++) {
        for (int i = 0; i < active; i++) {
          Sim miner = miners[i];
          miner.ceiling = ceiling;
          long before = miner.shares;
          miner.run(1);
          for (long share = before; share < miner.shares; share++) {
            if (random.nextDouble() < miner.difficulty / ceiling) {
              pool.onShare(ceiling, miner.now);
            }
          }
        }
        ceiling = pool.review(ceiling, NO_CEILING, miners[0].now);
      }
      return ceiling;
    }
  }
}
