package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of honest mining, with all that is ordinary: jobs with a time that is half a minute old,
/// answers that are lost and sent again, refusals, connections that break, a difficulty that
/// follows the miner, a network that stalls, a clock that is a little off.
class HonestDayTest {
  private static final long DAY_MILLIS = 86_400_000;
  private static final double HASHES_PER_SECOND = 1e14;

  private final AlertBook book = new AlertBook();
  private final List<Witness.Source> all =
      List.of(
          new ClockWatch(book),
          new JobTime(book, Duration.ofHours(2), false),
          new ShareTime(book),
          new ShareAge(book, Duration.ofMinutes(5)),
          new JobPace(book, Duration.ofMinutes(5)),
          new SharePace(book, Duration.ofMillis(5)),
          new AnswerPace(book),
          new PoolDrift(book),
          new Extranonces(book, 4),
          new ExtranonceReuse(book),
          new ExtranonceOrder(book),
          new SearchSpace(book));
  private Random random = new Random(0);
  private Talk talk = Talk.with(all.toArray(Witness.Source[]::new));
  private long millis;
  private int connections;
  private int jobs;
  private double difficulty;
  private boolean fresh;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void nothingAboveLowIsFound(int seed) {
    random = new Random(seed);
    connect();
    double nextJob = 0;
    double nextShare = 0;
    double nextBreak = exponential(3 * 3_600_000.0);
    double nextClock = 0;
    while (millis < DAY_MILLIS) {
      double next = Math.min(Math.min(nextJob, nextShare), Math.min(nextBreak, nextClock));
      until(Math.round(next));
      if (next == nextClock) {
        talk.clocked(40 + random.nextInt(20));
        nextClock += 3_600_000;
      } else if (next == nextBreak) {
        // The old connection hangs for a while, or is closed.
        if (random.nextBoolean()) {
          talk.end();
        }
        connect();
        nextBreak = millis + exponential(3 * 3_600_000.0);
      } else if (next == nextJob) {
        job();
        nextJob = millis + 20_000 + random.nextInt(20_000);
      } else {
        if (random.nextInt(500) == 0) {
          stall();
        }
        share();
        nextShare = millis + shareGap();
      }
    }
    Set<Suspicion> bad = new TreeSet<>();
    for (Suspicion found : book.counts().keySet()) {
      if (found.severity().compareTo(Severity.LOW) > 0) {
        bad.add(found);
      }
    }
    assertThat(bad).as("seed %d: %s", seed, book.alerts()).isEmpty();
    assertThat(book.counts()).containsKey(Suspicion.EXTRANONCE1_PREDICTABLE);
  }

  private void until(long untilMillis) {
    long step = Math.max(0, untilMillis - millis);
    millis += step;
    talk.after(Duration.ofMillis(step));
  }

  private double exponential(double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }

  private double shareGap() {
    return exponential(difficulty * 0x1p32 / HASHES_PER_SECOND * 1_000);
  }

  private void connect() {
    // Some that try the door only, as farms do.
    for (int i = random.nextInt(8); i >= 0; i--) {
      connections++;
      talk = talk.beside(Talk.call("192.0.2.1:" + connections, "main"));
      talk.subscribed("%08x".formatted(0x6a000000 + connections), 8);
      if (i > 0) {
        talk.end();
      }
    }
    difficulty = 8_192;
    fresh = true;
    talk.authorized("wallet.rig1").difficulty(difficulty);
    job();
  }

  private void job() {
    boolean ramp = difficulty < 65_536 && !fresh;
    fresh = false;
    if (ramp || random.nextInt(60) == 0) {
      difficulty = Math.max(8_192, difficulty * (ramp ? 8 : random.nextBoolean() ? 2 : 0.5));
      talk.difficulty(difficulty);
    }
    jobs++;
    long ntime = talk.now().time().getEpochSecond() - random.nextInt(30);
    talk.job(Talk.notify("j" + jobs, ntime, "ab", random.nextInt(20) == 0, 0x1703ffff));
  }

  private void share() {
    long rolled = talk.now().time().getEpochSecond() + random.nextInt(60) - 30;
    talk.submit("%016x".formatted(random.nextLong()), "%08x".formatted(rolled), "00000000");
    // Now and then a packet is lost.
    until(millis + 30 + random.nextInt(50) + (random.nextInt(300) == 0 ? 1_500 : 0));
    if (random.nextInt(60) == 0) {
      talk.no(21, "stale");
    } else {
      talk.yes();
    }
  }

  /// Nothing gets through, then everything at once.
  private void stall() {
    double length = 1_000 + random.nextInt(9_000);
    until(millis + Math.round(length));
    double found = 0;
    for (double at = shareGap(); at < length; at += shareGap()) {
      found++;
    }
    for (int i = 0; i < found; i++) {
      String ntime = "%08x".formatted(talk.now().time().getEpochSecond());
      talk.submit("%016x".formatted(random.nextLong()), ntime, "00000000").yes();
    }
  }
}
