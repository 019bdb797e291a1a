package dev.adit.guard;

import static dev.adit.guard.EventKind.CONNECT;
import static dev.adit.guard.EventKind.FAILED_LOGIN;
import static dev.adit.guard.EventKind.OK_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventTimesTest {
  private static final long HISTORY_MS = 10_000;
  private static final long LONGEST_MS = GuardSettings.LONGEST_HISTORY_NANOS / 1_000_000;
  private static final long SECOND = 1000;

  /// Where the bits of a connection are about to turn negative; a whole second.
  private static final long NOW = (1L << 40) + Integer.MAX_VALUE / 1000 * 1000 - (1L << 40) % 1000;

  private final EventTimes times = new EventTimes();

  private LongStream all(EventKind kind, long now) {
    return LongStream.range(0, times.count(kind))
        .map(index -> times.timeMs(kind, (int) index, now) - NOW);
  }

  @Test
  void areKeptKindByKind() {
    times.add(FAILED_LOGIN, NOW, 30);
    times.add(OK_SHARE, NOW + 500, 30);
    times.add(CONNECT, NOW + 501, 30);
    times.add(FAILED_LOGIN, NOW + SECOND, 30);
    assertThat(all(OK_SHARE, NOW + SECOND)).containsExactly(500L);
    assertThat(all(FAILED_LOGIN, NOW + SECOND)).containsExactly(0L, SECOND);
    assertThat(all(CONNECT, NOW + SECOND)).containsExactly(501L);
  }

  @Test
  void areQuartersOfASecondAndOfConnectionsMilliseconds() {
    times.add(OK_SHARE, NOW + 249, 30);
    times.add(OK_SHARE, NOW + 999, 30);
    times.add(CONNECT, NOW + 999, 30);
    assertThat(all(OK_SHARE, NOW + SECOND)).containsExactly(0L, 750L);
    assertThat(all(CONNECT, NOW + SECOND)).containsExactly(999L);
  }

  @Test
  void keepTheNewestOfEachKind() {
    for (int i = 0; i < 100; i++) {
      times.add(OK_SHARE, NOW + i * SECOND, 30);
      times.add(CONNECT, NOW + i * SECOND, 30);
    }
    long now = NOW + 99 * SECOND;
    assertThat(all(OK_SHARE, now)).hasSize(30).startsWith(70_000L).endsWith(99_000L);
    assertThat(all(CONNECT, now)).hasSize(10).startsWith(90_000L).endsWith(99_000L);
  }

  @Test
  void keepAsManyAsThereCanBe() {
    int most = 10 * GuardSettings.MOST_BAN_POINTS;
    for (int i = 0; i < most; i++) {
      times.add(OK_SHARE, NOW, most);
    }
    assertThat(times.count(OK_SHARE)).isEqualTo(100_000);
  }

  @Test
  void keepFewerAfterALimitWasLowered() {
    for (int i = 0; i < 50; i++) {
      times.add(OK_SHARE, NOW + i * SECOND, 50);
    }
    times.add(OK_SHARE, NOW + 50 * SECOND, 30);
    assertThat(all(OK_SHARE, NOW + 50 * SECOND)).hasSize(30).startsWith(21_000L);
  }

  @Test
  void stayInOrderWhenAClockIsAMomentBehind() {
    times.add(OK_SHARE, NOW + SECOND, 30);
    times.add(OK_SHARE, NOW, 30);
    times.add(CONNECT, NOW + 5, 30);
    times.add(CONNECT, NOW + 3, 30);
    assertThat(all(OK_SHARE, NOW)).containsExactly(SECOND, SECOND);
    assertThat(all(CONNECT, NOW)).containsExactly(5L, 5L);
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

  @Nested
  class WhenTheyAreOld {
    @Test
    void areForgottenAtTheAgeOfHistoryAndNotBefore() {
      times.add(OK_SHARE, NOW, 30);
      times.add(FAILED_LOGIN, NOW + 250, 30);
      times.age(NOW + 9999, HISTORY_MS);
      assertThat(times.count(OK_SHARE)).isEqualTo(1);
      times.age(NOW + 10_000, HISTORY_MS);
      assertThat(times.count(OK_SHARE)).isZero();
      assertThat(times.count(FAILED_LOGIN)).isEqualTo(1);
      times.age(NOW + 10_250, HISTORY_MS);
      assertThat(times.isEmpty()).isTrue();
    }

    @Test
    void areTellableForAsLongAsAnythingIsRemembered() {
      // Begins a week apart, so that both kinds of numbers come round while one is remembered.
      for (long then = NOW; then < NOW + 10 * LONGEST_MS; then += LONGEST_MS / 2) {
        times.add(OK_SHARE, then, 30);
        times.add(CONNECT, then, 30);
        times.age(then + LONGEST_MS - 1, LONGEST_MS);
        assertThat(all(OK_SHARE, then + LONGEST_MS - 1)).containsExactly(then - NOW);
        assertThat(all(CONNECT, then + LONGEST_MS - 1)).containsExactly(then - NOW);
      }
    }

    @Test
    void loseNothingWhenTheyAreTrimmed() {
      for (int i = 0; i < 200; i++) {
        times.add(OK_SHARE, NOW + i * SECOND, 200);
      }
      long now = NOW + 205 * SECOND;
      times.age(now, HISTORY_MS);
      times.trim();
      assertThat(all(OK_SHARE, now)).containsExactly(196_000L, 197_000L, 198_000L, 199_000L);
      times.add(CONNECT, now, 30);
      assertThat(times.count(OK_SHARE)).isEqualTo(4);
    }
  }
}
