package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareTimeTest {
  private final AlertBook book = new AlertBook();
  private final Talk talk = Talk.with(new ShareTime(book)).begun();

  private void submit(long aheadSeconds) {
    long ntime = talk.now().time().getEpochSecond() + aheadSeconds;
    talk.submit("0000000000000000", "%08x".formatted(ntime), "00000000");
  }

  @Test
  void findsATimeThatOnlyTheShareHas() {
    submit(3_500);
    submit(-3_500);
    assertThat(book.counts()).isEmpty();
    submit(3_700);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.SUBMITTED_NTIME_FAR_OFF, 1L));
    submit(-3_700);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.SUBMITTED_NTIME_FAR_OFF, 2L));
  }

  @Test
  void leavesTheMinerInPeaceWhereItIsTheJob() {
    long ntime = talk.now().time().getEpochSecond() + 9_000;
    talk.job(Talk.notify("ahead", ntime, "ab", true, 0x1703ffff));
    submit(9_000);
    // Nor an old job with its own time.
    talk.job("2").after(Duration.ofHours(2));
    submit(-7_200);
    assertThat(book.counts()).isEmpty();
  }
}
