package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.forensics.Unanswered.Answered;
import dev.adit.forensics.Unanswered.Question;
import dev.adit.stratum.RequestId;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Questions are named by their methods, answers by what they are taken for: "?" where that is not
/// certain but in order, "??" where it is a guess.
class UnansweredTest {
  private static final RequestId ID = RequestId.of(4);

  private final Unanswered unanswered = new Unanswered();

  private static Moment at(double seconds) {
    return new Moment(Math.round(seconds * 1e9), 0, 0);
  }

  private void asked(String name, double seconds) {
    unanswered.asked(ID, new Question.Odd(name, true), at(seconds));
  }

  private String answered(double seconds) {
    Answered answered = Objects.requireNonNull(unanswered.answered(ID, at(seconds)));
    String name =
        switch (answered.question()) {
          case Question.Odd(String method, _) -> method;
          case Question.Subscribe _ -> "subscribe";
          case Question.Authorize _ -> "authorize";
          default -> throw new AssertionError();
        };
    return name
        + switch (answered.match()) {
          case CERTAIN -> "";
          case IN_ORDER -> "?";
          case GUESSED -> "??";
        };
  }

  /// It is known that the pool takes 50 ms.
  private void usual() {
    asked("usual", -10);
    assertThat(answered(-9.95)).isEqualTo("usual");
  }

  private void givenUp() {
    unanswered.waiting().forEach(it -> it.told = true);
  }

  @Nested
  class OfOneId {
    @Test
    void areAnsweredForSureOneByOne() {
      for (int i = 0; i < 5; i++) {
        asked("a" + i, 10 * i);
        assertThat(answered(10 * i + 9)).isEqualTo("a" + i);
      }
    }

    @Test
    void areAnsweredInOrderWhereSeveralWaitAndNoneForSure() {
      usual();
      asked("a", 0);
      asked("b", 0.01);
      asked("c", 0.02);
      assertThat(answered(0.05)).isEqualTo("a?");
      assertThat(answered(0.06)).isEqualTo("b?");
      assertThat(answered(0.07)).isEqualTo("c?");
    }

    @Test
    void areAnsweredInOrderAfterTheNetworkStoodStill() {
      usual();
      asked("a", 0);
      asked("b", 9);
      asked("c", 18);
      assertThat(answered(20)).isEqualTo("a?");
      assertThat(answered(20)).isEqualTo("b?");
      assertThat(answered(20)).isEqualTo("c?");
    }

    @Test
    void areAnsweredInOrderByAPoolOfWhichNothingIsKnown() {
      asked("a", 0);
      asked("b", 30);
      assertThat(answered(30.05)).isEqualTo("a?");
    }

    @Test
    void areNotShiftedByOneThatIsForgotten() {
      usual();
      asked("forgotten", 0);
      for (int i = 1; i < 6; i++) {
        asked("a" + i, 10 * i);
        assertThat(answered(10 * i + 0.05)).isEqualTo("a" + i + "??");
      }
      givenUp();
      asked("b", 70);
      assertThat(answered(70.05)).isEqualTo("b");
    }

    @Test
    void areNotTakenForSureWhileThoseWaitThatWerePassedOver() {
      usual();
      asked("late", 0);
      asked("a", 10);
      assertThat(answered(10.05)).isEqualTo("a??");
      // It may be the answer to the other.
      assertThat(answered(10.06)).isEqualTo("late??");
      asked("b", 20);
      assertThat(answered(20.05)).isEqualTo("b");
    }

    @Test
    void areStillAnsweredAfterTheyWereGivenUp() {
      usual();
      asked("late", 0);
      givenUp();
      assertThat(answered(80)).isEqualTo("late?");
    }

    @Test
    void areNotTakenForSureWhereOneThatWasGivenUpMayBeMeant() {
      usual();
      asked("late", 0);
      givenUp();
      asked("a", 70);
      assertThat(answered(75)).isEqualTo("a?");
    }
  }

  @Test
  void aPoolThatHasBecomeSlowIsFollowed() {
    usual();
    for (int i = 0; i < 50; i++) {
      asked("a", 10 * i);
      assertThat(answered(10 * i + 5)).isEqualTo("a");
    }
    asked("b", 1_000);
    asked("c", 1_004.9);
    assertThat(answered(1_005)).isEqualTo("b?");
  }

  @Test
  void oneSlowAnswerChangesLittle() {
    usual();
    asked("slow", 0);
    assertThat(answered(50)).isEqualTo("slow");
    asked("forgotten", 60);
    asked("a", 61);
    assertThat(answered(61.05)).isEqualTo("a??");
  }

  @Test
  void whatBeginsASessionMayTakeLonger() {
    usual();
    unanswered.asked(ID, new Question.Subscribe(), at(0));
    unanswered.asked(ID, new Question.Authorize("w"), at(0.9));
    assertThat(answered(0.95)).isEqualTo("subscribe?");
    assertThat(answered(2)).isEqualTo("authorize?");
  }
}
