package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareAgeTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final String SHARE =
      "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"w\",\"%s\",\"0000000000000000\",\"00000000\",\"00000000\"]}";

  private final AlertBook book = new AlertBook();

  private Talk talk(Duration staleJob) {
    return Talk.with(new ShareAge(book, staleJob)).begun();
  }

  @Test
  void findsAShareOfAJobThatWasLongReplaced() {
    Talk talk = talk(FIVE_MINUTES).after(Duration.ofMinutes(4)).job("2");
    talk.after(Duration.ofSeconds(62)).miner(SHARE.formatted("1"));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.OLD_JOB_SUBMITTED, 1L));
    assertThat(book.alerts().getFirst().data()).containsEntry("newer_jobs", 1L);
  }

  @Test
  void leavesTimeToChangeOver() {
    Talk talk = talk(FIVE_MINUTES).after(Duration.ofMinutes(20)).job("2");
    talk.after(Duration.ofSeconds(50)).miner(SHARE.formatted("1"));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void doesNotBlameTheMinerForAPoolThatHasStopped() {
    talk(FIVE_MINUTES).after(Duration.ofHours(1)).miner(SHARE.formatted("1"));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void zeroIsNever() {
    Talk talk = talk(Duration.ZERO).after(Duration.ofHours(1)).job("2");
    talk.after(Duration.ofHours(1)).miner(SHARE.formatted("1"));
    assertThat(book.counts()).isEmpty();
  }
}
