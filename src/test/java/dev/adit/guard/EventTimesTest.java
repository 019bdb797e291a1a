package dev.adit.guard;

import static dev.adit.guard.EventKind.CONNECT;
import static dev.adit.guard.EventKind.FAILED_LOGIN;
import static dev.adit.guard.EventKind.OK_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventTimesTest {
  private static final long HISTORY_MS = 1000;

  /// Where the low 32 bits are about to turn negative.
  private static final long NOW = (1L << 40) + Integer.MAX_VALUE - 5;

  private final EventTimes times = new EventTimes();

  private LongStream all(EventKind kind, long now) {
    return LongStream.range(0, times.count(kind))
        .map(index -> times.timeMs(kind, (int) index, now) - NOW);
  }

  @Test
  void areKeptKindByKind() {
    times.add(FAILED_LOGIN, NOW, 30);
    times.add(OK_SHARE, NOW + 10, 30);
    times.add(CONNECT, NOW + 15, 30);
    times.add(FAILED_LOGIN, NOW + 20, 30);
    assertThat(all(OK_SHARE, NOW + 20)).containsExactly(10L);
    assertThat(all(FAILED_LOGIN, NOW + 20)).containsExactly(0L, 20L);
    assertThat(all(CONNECT, NOW + 20)).containsExactly(15L);
  }

  @Test
  void keepTheNewestOfEachKind() {
    for (int i = 0; i < 100; i++) {
      times.add(OK_SHARE, NOW + i, 30);
      times.add(CONNECT, NOW + i, 30);
    }
    assertThat(all(OK_SHARE, NOW + 99)).hasSize(30).startsWith(70L).endsWith(99L);
    assertThat(all(CONNECT, NOW + 99)).hasSize(10).startsWith(90L).endsWith(99L);
  }

  @Test
  void keepFewerAfterALimitWasLowered() {
    for (int i = 0; i < 50; i++) {
      times.add(OK_SHARE, NOW + i, 50);
    }
    times.add(OK_SHARE, NOW + 50, 30);
    assertThat(all(OK_SHARE, NOW + 50)).hasSize(30).startsWith(21L);
  }

  @Test
  void areForgottenAtTheAgeOfHistoryAndNotBefore() {
    times.add(OK_SHARE, NOW, 30);
    times.add(FAILED_LOGIN, NOW + 1, 30);
    times.age(NOW + 999, HISTORY_MS);
    assertThat(times.count(OK_SHARE)).isEqualTo(1);
    times.age(NOW + 1000, HISTORY_MS);
    assertThat(times.count(OK_SHARE)).isZero();
    assertThat(times.count(FAILED_LOGIN)).isEqualTo(1);
    times.age(NOW + 1001, HISTORY_MS);
    assertThat(times.isEmpty()).isTrue();
  }

  @Test
  void stayInOrderWhenAClockIsAMomentBehind() {
    times.add(OK_SHARE, NOW + 5, 30);
    times.add(OK_SHARE, NOW + 3, 30);
    assertThat(all(OK_SHARE, NOW + 5)).containsExactly(5L, 5L);
  }

  @Test
  void areClearedOfOneKind() {
    times.add(OK_SHARE, NOW, 30);
    times.add(FAILED_LOGIN, NOW, 30);
    times.add(CONNECT, NOW, 30);
    times.clear(FAILED_LOGIN);
    assertThat(all(OK_SHARE, NOW)).containsExactly(0L);
    assertThat(times.count(FAILED_LOGIN)).isZero();
    assertThat(all(CONNECT, NOW)).containsExactly(0L);
  }

  @Test
  void loseNothingWhenTheyAreTrimmed() {
    for (int i = 0; i < 200; i++) {
      times.add(OK_SHARE, NOW + i, 200);
    }
    times.age(NOW + 1195, HISTORY_MS);
    times.trim();
    assertThat(all(OK_SHARE, NOW + 1195)).containsExactly(196L, 197L, 198L, 199L);
    times.add(CONNECT, NOW + 1195, 30);
    assertThat(times.count(OK_SHARE)).isEqualTo(4);
  }
}
