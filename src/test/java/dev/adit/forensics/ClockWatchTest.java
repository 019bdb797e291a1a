package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.forensics.ntp.ClockReading;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final AlertBook book = new AlertBook();
  private final ClockWatch watch = new ClockWatch(book);

  private void read(long offsetMillis, int servers) {
    watch.onClock(new ClockReading(offsetMillis, servers, 3, 0), new Moment(0, 0, offsetMillis));
  }

  @Test
  void saysOnceThatNoServerAnswers() {
    read(0, 0);
    read(0, 0);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.TIME_SERVERS_SILENT, 1L));
    assertThat(book.alerts().getFirst().description()).contains("this machine's clock");
    read(0, 1);
    read(0, 0);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.TIME_SERVERS_SILENT, 2L));
    assertThat(book.alerts().getFirst().description()).contains("last offset");
  }

  @Test
  void saysOnceThatTheOffsetJumped() {
    // However far off the clock is at the start: nothing has jumped.
    read(86_400_000, 3);
    read(86_400_900, 3);
    assertThat(book.counts()).isEmpty();
    read(0, 3);
    read(10, 3);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.CLOCK_JUMPED, 1L));
  }

  @Test
  void isSilentWhereNobodyIsAsked() {
    watch.onClock(ClockReading.NONE, new Moment(0, 0, 0));
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void tellsTheDetectorsTheTime() {
    Talk talk = Talk.with(watch).clocked(5_000).clocked(50_000);
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.CLOCK_JUMPED, 1L));
    assertThat(book.alerts().getFirst().last().offsetMillis()).isEqualTo(50_000);
    talk.end();
  }
}
