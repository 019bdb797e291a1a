package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobPaceTest {
  private final AlertBook book = new AlertBook();
  private final JobPace pace = new JobPace(book, Duration.ofMinutes(5));

  @Test
  void saysOnceThatThePoolHasStopped() {
    Talk talk = Talk.with(pace).begun().after(Duration.ofMinutes(5));
    assertThat(book.counts()).isEmpty();
    talk.after(Duration.ofMinutes(30));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.JOBS_STOPPED, 1L));
    talk.job("2").after(Duration.ofMinutes(4));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.JOBS_STOPPED, 1L));
    talk.after(Duration.ofMinutes(4));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.JOBS_STOPPED, 2L));
  }

  @Test
  void countsFromWhereAJobMayHaveBeenMissed() {
    Talk talk = Talk.with(pace).begun().after(Duration.ofMinutes(4));
    talk.afterGap(Party.POOL, "half a line").after(Duration.ofMinutes(4));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void isSilentWhereNoJobWasEverGiven() {
    Talk.with(pace).after(Duration.ofHours(1));
    Talk.with(new JobPace(book, Duration.ZERO)).begun().after(Duration.ofHours(1));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void showsTheTimeBetweenJobs() {
    Talk talk = Talk.with(pace).begun();
    for (int i = 0; i < 99; i++) {
      talk.after(Duration.ofSeconds(30)).job("j" + i);
    }
    talk.after(Duration.ofSeconds(120)).job("late").after(Duration.ofSeconds(1));
    Percentiles gaps = pace.gaps().get("main");
    assertThat(gaps).isNotNull();
    assertThat(gaps.count()).isEqualTo(100);
    assertThat(gaps.p50Millis()).isCloseTo(30_000, within(300.0));
    assertThat(gaps.maxMillis()).isCloseTo(120_000, within(1_200.0));
  }
}
