package dev.adit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.work.Algorithm;
import dev.adit.work.Difficulty;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a share on a job must meet, by the number of the job.
class MinerDifficultyTest {
  final MinerDifficulty difficulty = new MinerDifficulty(LaneWorld.fixed(), 0);

  private void told(long fromJob, double value) {
    difficulty.advertise(fromJob, Difficulty.of(value, Algorithm.SHA256D));
  }

  private double asked(long job) {
    return difficulty.forShareOn(job).value();
  }

  @Test
  void holdsFromItsJobOn() {
    told(5, 1);
    told(10, 64);
    assertThat(asked(9)).isEqualTo(1);
    assertThat(asked(10)).isEqualTo(64);
  }

  @Test
  void mayBeUsedAtOnceWhereItFell() {
    told(5, 64);
    told(10, 1);
    assertThat(asked(9)).isEqualTo(1);
  }

  /// Its numbers follow each other at one pool, but not from one to the next.
  @Nested
  class AfterAMove {
    int before;

    private void move(long toJob, double value) {
      told(5, 1);
      before = difficulty.stay();
      difficulty.beginStay();
      told(toJob, value);
    }

    private double askedThen(long job) {
      return difficulty.forShareOn(job, before).value();
    }

    @Test
    void isWhatItWasForJobsOfThePoolThatWasLeft() {
      move(3, 64);
      assertThat(askedThen(5)).isEqualTo(1);
      assertThat(askedThen(9)).isEqualTo(1);
      assertThat(asked(3)).isEqualTo(64);
      assertThat(asked(9)).isEqualTo(64);
    }

    @Test
    void isNoMoreThanWhatTheNewPoolAsks() {
      told(4, 512);
      move(3, 64);
      told(20, 2);
      assertThat(askedThen(9)).isEqualTo(1);
      move(30, 0.5);
      assertThat(askedThen(9)).isEqualTo(0.5);
    }

    @Test
    void isRememberedForTheLastFewChangesOnly() {
      move(3, 64);
      for (int job = 4; job < 20; job++) {
        told(job, 64 + job);
      }
      assertThat(asked(19)).isEqualTo(83);
      assertThat(askedThen(5)).as("the lowest that is known").isGreaterThan(64);
    }
  }
}
