package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A pool that holds shares to something else than it says, and one that does not.
class ShareDifficultyTest {
  private final AlertBook book = new AlertBook();

  @Nested
  class AcceptedBelow {
    private final Talk talk = Talk.with(new AcceptedBelowTarget(book)).begun();

    @Test
    void showsAPoolThatCountsWhatIsWorthLittle() {
      talk.share(it -> it.difficulty() < Talk.EASY).yes();
      assertThat(book.counts()).containsExactly(entry(Suspicion.ACCEPTED_BELOW_TARGET, 1L));
    }

    @Test
    void isNothingWhereALowerDifficultyWasInForce() {
      talk.difficulty(Talk.EASY * 100);
      talk.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < Talk.EASY * 100).yes();
      talk.share(it -> it.difficulty() < Talk.EASY).no(23, "low difficulty").goodShare();
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNotSaidWhereADifficultyMayHaveBeenMissed() {
      talk.afterGap(Party.POOL, "").pool("");
      talk.share(it -> it.difficulty() < Talk.EASY).yes();
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class RejectedAbove {
    private final Talk talk = Talk.with(new RejectedAboveTarget(book)).begun();

    private void refuse(int times, int code, String text) {
      for (int i = 0; i < times; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY).no(code, text);
      }
    }

    @Test
    void showsAPoolThatRefusesGoodWork() {
      refuse(2, 23, "low difficulty share");
      talk.goodShare();
      assertThat(book.counts()).isEmpty();
      refuse(1, 20, "Above target");
      assertThat(book.counts()).containsExactly(entry(Suspicion.REJECTED_ABOVE_TARGET, 1L));
    }

    @Test
    void isNothingWhereItIsRareOrForAnotherReason() {
      refuse(2, 23, "low difficulty share");
      for (int i = 0; i < 100; i++) {
        talk.goodShare();
      }
      refuse(2, 23, "low difficulty share");
      refuse(20, 21, "Job not found");
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereAHigherDifficultyIsOnItsWay() {
      for (int i = 0; i < 5; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < Talk.EASY * 100);
        talk.difficulty(Talk.EASY * 100).no(23, "low").difficulty(Talk.EASY).job("j" + i);
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class NotAsSaid {
    private final Talk talk = Talk.with(new DifficultyNotAsSaid(book)).begun();

    /// Hands in shares; the pool accepts those of at least so many times what it asks for.
    private void mine(int shares, double leastSubmitted, double enforced) {
      for (int i = 0; i < shares; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY * leastSubmitted);
        if (talk.lastShare() >= Talk.EASY * enforced) {
          talk.yes();
        } else {
          talk.no(23, "Low difficulty share");
        }
      }
    }

    @Test
    void showsAPoolThatWantsMore() {
      mine(20, 1, 2);
      assertThat(book.counts()).containsExactly(entry(Suspicion.DIFFICULTY_NOT_AS_SAID, 1L));
      Object from = book.alerts().getFirst().data().get("lowest_accepted");
      assertThat((Double) from).isBetween(Talk.EASY * 2, Talk.EASY * 4);
    }

    @Test
    void showsAPoolThatWantsLess() {
      mine(20, 0.25, 0.5);
      assertThat(book.counts()).containsExactly(entry(Suspicion.DIFFICULTY_NOT_AS_SAID, 1L));
    }

    @Test
    void isNothingWhereThePoolKeepsItsWord() {
      mine(200, 0.5, 1);
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereTheSizeDoesNotDecide() {
      for (int i = 0; i < 300; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY);
        if (i % 2 == 0) {
          talk.yes();
        } else {
          talk.no(23, "Low difficulty share");
        }
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Odd {
    private final Talk talk = Talk.with(new OddRefusals(book)).begun();

    @Test
    void tellsARefusalForNoUsualReason() {
      talk.submit("0000000000000000", "00000000", "00000000").no(24, "Unauthorized worker");
      assertThat(book.counts()).containsExactly(entry(Suspicion.REJECTED, 1L));
      assertThat(book.alerts().getFirst().what().severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void saysNothingOfUsualReasons() {
      String[] usual = {
        "Stale share", "Duplicate share", "Low difficulty", "JOB NOT FOUND", "Above target"
      };
      for (String reason : usual) {
        talk.submit("0000000000000000", "00000000", "00000000").no(20, reason);
      }
      for (int code = 21; code <= 23; code++) {
        talk.submit("0000000000000000", "00000000", "00000000").no(code, "no");
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void tellsThatMoreThanATenthIsRefused() {
      refuse(10);
      assertThat(book.counts()).isEmpty();
      refuse(11);
      assertThat(book.counts()).containsExactly(entry(Suspicion.REJECTED_OFTEN, 1L));
    }

    private void refuse(int ofHundred) {
      for (int i = 0; i < 100; i++) {
        talk.submit("0000000000000000", "00000000", "00000000");
        if (i < ofHundred) {
          talk.no(21, "Stale");
        } else {
          talk.yes();
        }
        talk.after(Duration.ofSeconds(1));
      }
    }
  }
}
