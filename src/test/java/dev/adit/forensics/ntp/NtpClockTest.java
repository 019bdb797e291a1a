package dev.adit.forensics.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.Eventually;
import dev.adit.config.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NtpClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(20);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final LinkedBlockingQueue<ClockReading> heard = new LinkedBlockingQueue<>();
  private final AtomicLong lead = new AtomicLong();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private TimeServer server(TimeServer one) {
    open.addFirst(one);
    return one;
  }

  private void start(Duration every, TimeServer... servers) {
    List<HostPort> all = new ArrayList<>();
    for (TimeServer server : servers) {
      all.add(new HostPort("127.0.0.1", server.port()));
    }
    NtpClock clock = new NtpClock(all, every, SOON, lead::get, heard::add);
    open.addFirst(clock);
    clock.start();
  }

  private ClockReading next() throws InterruptedException {
    ClockReading reading = heard.poll(60, TimeUnit.SECONDS);
    assertThat(reading).isNotNull();
    return reading;
  }

  /// On a machine that is very busy a server may seem not to answer.
  private ClockReading firstOfAll(int servers) throws InterruptedException {
    ClockReading reading = next();
    while (reading.servers() < servers) {
      reading = next();
    }
    return reading;
  }

  @Test
  void oneThatLiesMovesNothing() throws Exception {
    start(
        SOON,
        server(TimeServer.ahead(-86_400_000)),
        server(TimeServer.ahead(5_000)),
        server(TimeServer.ahead(5_100)));
    ClockReading reading = firstOfAll(3);
    assertThat(reading.offsetMillis()).isCloseTo(5_000, within(1_000L));
    assertThat(reading.asked()).isEqualTo(3);
    assertThat(reading.epochMillis()).isPositive();
  }

  @Test
  void theMedianIsInTheMiddle() {
    assertThat(NtpClock.median(List.of(5L))).isEqualTo(5);
    assertThat(NtpClock.median(List.of(900L, 7L))).isEqualTo(7);
    assertThat(NtpClock.median(List.of(-900L, 7L))).isEqualTo(7);
    assertThat(NtpClock.median(List.of(9L, -900L, 7L))).isEqualTo(7);
    assertThat(NtpClock.median(List.of(9L, 900L, 7L, -3L))).isEqualTo(7);
  }

  @Test
  void saysWhenNobodyAnswersThreeTimes() throws Exception {
    TimeServer garbage = server(new TimeServer(_ -> new byte[48]));
    start(HOUR, garbage);
    ClockReading reading = next();
    assertThat(reading.servers()).isZero();
    assertThat(reading.asked()).isEqualTo(1);
    assertThat(reading.offsetMillis()).isZero();
    assertThat(garbage.asked.get()).isGreaterThanOrEqualTo(3);
    // Each pause is longer than the one before, but none so long as between two good looks.
    Eventually.holds(() -> garbage.asked.get() >= 5);
  }

  @Test
  void looksAgainAfterAWhile() throws Exception {
    TimeServer good = server(TimeServer.ahead(3_000));
    start(SOON, good);
    firstOfAll(1);
    ClockReading second = firstOfAll(1);
    assertThat(second.offsetMillis()).isCloseTo(3_000, within(1_000L));
  }

  @Test
  void aClockThatIsSetIsLookedAtAtOnce() throws Exception {
    start(HOUR, server(TimeServer.ahead(100_000)));
    assertThat(firstOfAll(1).offsetMillis()).isCloseTo(100_000, within(1_000L));
    lead.addAndGet(60_000);
    // Before anybody is asked: the true time has not jumped.
    assertThat(next().offsetMillis()).isCloseTo(40_000, within(1_000L));
    assertThat(firstOfAll(1).offsetMillis()).isCloseTo(100_000, within(1_000L));
  }

  @Test
  void withoutServersNobodyIsAsked() {
    start(SOON);
    assertThat(heard).isEmpty();
  }
}
