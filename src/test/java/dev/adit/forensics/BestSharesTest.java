package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Work that is skimmed on either side of Adit, and honest work.
class BestSharesTest {
  private final AlertBook book = new AlertBook();

  @Nested
  class Missing {
    private final Talk talk = Talk.with(new BestSharesMissing(book)).begun();

    @Test
    void showsAMinerThatKeepsAllAboveTenTimesTheDifficulty() {
      for (int i = 0; i < 200; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < 10 * Talk.EASY).yes();
      }
      assertThat(book.counts()).containsExactly(entry(Suspicion.BEST_SHARES_MISSING, 1L));
    }

    @Test
    void showsAMinerThatKeepsHalfOfThoseAboveThreeTimesTheDifficulty() {
      Random chance = new Random(7);
      for (int i = 0; i < 1_600; i++) {
        boolean kept = chance.nextBoolean();
        double most = kept ? 3 * Talk.EASY : 1;
        talk.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < most).yes();
      }
      assertThat(book.counts()).containsOnlyKeys(Suspicion.BEST_SHARES_MISSING);
    }

    @Test
    void isTheSameMinerAfterAReconnect() {
      Talk other = talk;
      for (int i = 0; i < 200; i++) {
        if (i % 50 == 49) {
          other.end();
          other = talk.beside(Talk.call("192.0.2.1:" + (6_000 + i), "main")).begun();
        }
        other.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < 10 * Talk.EASY).yes();
      }
      assertThat(book.counts()).containsExactly(entry(Suspicion.BEST_SHARES_MISSING, 1L));
    }

    @Test
    void isNothingWhereTheWorkIsHonestAndTheDifficultyMoves() {
      Random chance = new Random(11);
      double difficulty = Talk.EASY;
      for (int i = 0; i < 1_700; i++) {
        if (i % 40 == 0) {
          difficulty = Talk.EASY * (1 + chance.nextInt(2));
          talk.difficulty(difficulty).job("j" + i);
        }
        double asked = difficulty;
        talk.share(it -> it.difficulty() >= asked);
        if (chance.nextInt(50) == 0) {
          talk.no(21, "Stale");
        } else {
          talk.yes();
        }
        talk.after(Duration.ofSeconds(10));
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Refused {
    private final Talk talk = Talk.with(new BestSharesRefused(book)).begun();

    private void mine(Talk one, int shares, Random chance, double smallRate, double largeRate) {
      for (int i = 0; i < shares; i++) {
        one.share(it -> it.difficulty() >= Talk.EASY);
        boolean large = one.lastShare() >= 10 * Talk.EASY;
        if (chance.nextDouble() < (large ? largeRate : smallRate)) {
          one.no(21, "Stale");
        } else {
          one.yes();
        }
      }
    }

    @Test
    void showsAPoolThatRefusesTheBest() {
      mine(talk, 200, new Random(1), 0.01, 1);
      assertThat(book.counts()).containsExactly(entry(Suspicion.BEST_SHARES_REFUSED, 1L));
    }

    @Test
    void showsAPoolThatRefusesSomeOfTheBestOfManyMiners() {
      Random chance = new Random(2);
      for (int i = 0; i < 80; i++) {
        Talk miner = talk.beside(Talk.call("192.0.2." + i + ":1", "main")).begun();
        mine(miner, 40, chance, 0.02, 0.2);
        if (i % 2 == 0) {
          miner.end();
        }
      }
      assertThat(book.counts()).containsOnlyKeys(Suspicion.BEST_SHARES_REFUSED);
    }

    @Test
    void isNothingWhereTheSizeDoesNotMatter() {
      mine(talk, 3_300, new Random(3), 0.05, 0.05);
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereAMinerOfLargeSharesHasABadConnection() {
      Talk coarse = talk.beside(Talk.call("192.0.2.9:1", "main")).begun();
      Random chance = new Random(4);
      for (int i = 0; i < 800; i++) {
        mine(talk, 1, chance, 0.01, 0.01);
        coarse.share(it -> it.difficulty() >= 10 * Talk.EASY);
        if (chance.nextInt(3) == 0) {
          coarse.no(21, "Stale");
        } else {
          coarse.yes();
        }
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Bounds {
    @Test
    void areNeverBelowTheProbability() {
      // P(no six in 50 throws) is exact; P(Binomial(100, 0.1) ≤ 1) = 0.000322.
      assertThat(Chance.atMost(0, 50, 1 / 6.0)).isCloseTo(Math.pow(5 / 6.0, 50), within());
      assertThat(Chance.atMost(1, 100, 0.1)).isBetween(0.000322, 0.0032);
      assertThat(Chance.atLeast(99, 100, 0.9)).isBetween(0.000322, 0.0032);
      // P(Gamma(10, 1) ≤ 2) = 0.0000465.
      assertThat(Chance.sumAtMost(2, 10)).isBetween(0.0000465, 0.000465);
      assertThat(Chance.atMost(20, 100, 0.1)).isEqualTo(1);
      assertThat(Chance.sumAtMost(11, 10)).isEqualTo(1);
    }

    private static org.assertj.core.data.Offset<Double> within() {
      return org.assertj.core.api.Assertions.within(1e-12);
    }
  }
}
