package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All detectors together on a day of honest mining, with all that is ordinary.
/// `-Dadit.honest.days` makes it more days, each from another seed.
class HonestDayTest {
  static final String ADDRESS = EveryDetector.ADDRESS;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("adit.honest.days", 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingAboveLowIsFound(int seed) {
    AlertBook book = new AlertBook();
    Talk start = Talk.with(EveryDetector.into(book));
    HonestDay day = new HonestDay(seed, start);
    // Its statistics are looked at.
    HonestPool main = day.pool("main", 1, 2);
    day.pool("second", 0.6);
    day.pool("thirdly", 0.8);
    look(day, main);
    day.run();

    assertThat(book.alerts())
        .as("seed %d", seed)
        .filteredOn(alert -> alert.what().severity().compareTo(Severity.LOW) > 0)
        .isEmpty();
    // The day was not empty.
    assertThat(book.counts()).containsKeys(Suspicion.REJECTED, Suspicion.EXTRANONCE1_PREDICTABLE);
    assertThat(start.seen(Observation.ShareAnswered.class).size()).isGreaterThan(20_000);
  }

  private static void look(HonestDay day, HonestPool pool) {
    day.start.asked(new PoolAnswer.Told(pool.books.report(day.millis() / 1e3)));
    day.after(60_000, () -> look(day, pool));
  }
}
