package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTimeTest {
  private final AlertBook book = new AlertBook();

  private Talk talk(Duration maxDrift) {
    return Talk.with(new JobTime(book, maxDrift, false));
  }

  private static Talk job(Talk talk, long aheadSeconds) {
    long ntime = talk.now().time().getEpochSecond() + aheadSeconds;
    return talk.job(Talk.notify("off", ntime, "ab", true, 0x1703ffff));
  }

  @ParameterizedTest
  @CsvSource({
    "7201, NTIME_FAR_OFF",
    "-7201, NTIME_FAR_OFF",
    "7199, NTIME_AHEAD",
    "601, NTIME_AHEAD",
    "-7199, NTIME_BEHIND",
    "-1801, NTIME_BEHIND"
  })
  void findsTheWorst(long aheadSeconds, Suspicion what) {
    job(talk(Duration.ofHours(2)).begun(), aheadSeconds).job("right");
    assertThat(book.counts()).isEqualTo(Map.of(what, 1L));
  }

  @ParameterizedTest
  @CsvSource({"599", "0", "-1799"})
  void allowsWhatIsUsual(long aheadSeconds) {
    job(talk(Duration.ofHours(2)).begun(), aheadSeconds);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void waitsForTheTimeServersTwoMinutesAtMost() {
    Talk talk = Talk.with(new JobTime(book, Duration.ofHours(2), true)).begun();
    job(talk, 90_000).after(Duration.ofSeconds(119));
    job(talk, 90_000);
    assertThat(book.counts()).isEmpty();
    job(talk.after(Duration.ofSeconds(2)), 90_000);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_FAR_OFF, 1L));
  }

  @Test
  void judgesFromTheFirstAnswerOn() {
    Talk talk = Talk.with(new JobTime(book, Duration.ofHours(2), true)).begun();
    job(talk.clocked(5), 90_000);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_FAR_OFF, 1L));
  }

  @Test
  void goesByTheTrueTime() {
    // This machine's clock is a day behind.
    Talk talk = talk(Duration.ofHours(2)).clocked(86_400_000);
    job(talk, 86_400);
    assertThat(book.counts()).isEmpty();
    job(talk, 0);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_FAR_OFF, 1L));
  }

  @Test
  void judgesNothingWhileAClockThatWasSetIsNotLookedAt() {
    Talk talk = talk(Duration.ofHours(2)).clocked(28_800_000).after(Duration.ofSeconds(2));
    job(talk, 28_800);
    talk.asleep(Duration.ofHours(8));
    job(talk, 0).after(Duration.ofSeconds(2));
    job(talk, 0).clocked(0);
    job(talk, 0).after(Duration.ofSeconds(10));
    job(talk, 0);
    assertThat(book.counts()).isEmpty();
    job(talk, 7_201);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_FAR_OFF, 1L));
  }

  @Test
  void judgesNoJobThatHadToWaitForUs() {
    Talk talk = talk(Duration.ofHours(2)).begun().after(Duration.ofSeconds(2));
    talk.stopped(Duration.ofHours(3));
    job(talk, -10_700).after(Duration.ofSeconds(1));
    job(talk, -9_000).after(Duration.ofSeconds(10));
    assertThat(book.counts()).isEmpty();
    job(talk, -9_000);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_FAR_OFF, 1L));
  }

  @Test
  void zeroIsNever() {
    job(talk(Duration.ZERO), 86_400);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.NTIME_AHEAD, 1L));
  }

  @Test
  void saysWhatItRestsOn() {
    job(talk(Duration.ofHours(2)), -7_300);
    Alert alert = book.alerts().getFirst();
    assertThat(alert.description()).isEqualTo("The time in the pool's job is 7300 s behind");
    assertThat(alert.data()).containsEntry("ahead_seconds", -7_300.0).containsEntry("job", "off");
    assertThat(alert.pool()).isEqualTo("main");
  }
}
