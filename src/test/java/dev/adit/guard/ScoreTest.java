package dev.adit.guard;

import static dev.adit.guard.EventKind.FAILED_LOGIN;
import static dev.adit.guard.EventKind.FAILED_REQUEST;
import static dev.adit.guard.EventKind.OK_LOGIN;
import static dev.adit.guard.EventKind.OK_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreTest {
  private final EventTimes events = new EventTimes();
  private final GuardSettings settings =
      new Terms().points(5, 5).history(10 * Terms.SECOND).settings();

  private void add(EventKind kind, int count, long atMs) {
    for (int i = 0; i < count; i++) {
      events.add(kind, atMs, 50);
    }
  }

  private boolean exceeded() {
    return Score.of(events, settings).exceeded();
  }

  private long lapse(long nowMs) {
    return Score.lapseMs(events, settings, nowMs, nowMs);
  }

  @Test
  void isExceededByTheSixthNetBadEvent() {
    add(FAILED_LOGIN, 2, 0);
    add(FAILED_REQUEST, 3, 0);
    assertThat(exceeded()).isFalse();
    add(FAILED_REQUEST, 1, 0);
    assertThat(exceeded()).isTrue();
  }

  @Test
  void weighsAShareAsMuchAsFiveLogins() {
    add(OK_SHARE, 1, 0);
    add(OK_LOGIN, 1, 0);
    add(FAILED_REQUEST, 11, 0);
    assertThat(exceeded()).isFalse();
    add(FAILED_REQUEST, 1, 0);
    assertThat(exceeded()).isTrue();
  }

  @Test
  void isNeverExceededWherePointsAreOff() {
    add(FAILED_REQUEST, 50, 0);
    assertThat(Score.of(events, new Terms().points(-1, 5).settings()).exceeded()).isFalse();
    assertThat(Score.of(events, new Terms().off().settings()).exceeded()).isFalse();
  }

  @Test
  void lapsesWhenEnoughBadEventsAreForgotten() {
    add(FAILED_REQUEST, 1, 1000);
    add(FAILED_LOGIN, 1, 1500);
    add(FAILED_REQUEST, 5, 2000);
    assertThat(lapse(2000)).isEqualTo(11_500);
  }

  @Test
  void lapsesLaterWhenGoodEventsAreForgottenFirst() {
    add(OK_LOGIN, 2, 0);
    add(FAILED_REQUEST, 8, 1000);
    add(FAILED_REQUEST, 3, 2000);
    assertThat(lapse(2000)).isEqualTo(11_000);
    add(FAILED_REQUEST, 3, 2000);
    assertThat(lapse(2000)).isEqualTo(12_000);
  }

  @Test
  void forgetsGoodAndBadOfOneMomentTogether() {
    add(OK_SHARE, 1, 0);
    add(FAILED_REQUEST, 5, 0);
    add(FAILED_REQUEST, 6, 500);
    assertThat(lapse(500)).isEqualTo(10_500);
  }

  @Test
  void mayBeExceededAgainAfterALapse() {
    add(FAILED_LOGIN, 1, 0);
    add(OK_SHARE, 1, 250);
    add(FAILED_REQUEST, 10, 500);
    assertThat(lapse(500)).isEqualTo(10_000);
    events.age(10_000, 10_000);
    assertThat(exceeded()).isFalse();
    events.age(10_250, 10_000);
    assertThat(exceeded()).isTrue();
    assertThat(lapse(10_250)).isEqualTo(10_500);
  }

  @Test
  void remembersTenTimesTheLimitOfEachKind() {
    assertThat(new Terms().points(5, 5).settings().eventsKept()).isEqualTo(50);
    assertThat(new Terms().points(2, 5).settings().eventsKept()).isEqualTo(30);
    assertThat(new Terms().points(-1, 5).settings().eventsKept()).isEqualTo(30);
  }
}
