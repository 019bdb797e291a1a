package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "250ms, 250, 250ms",
    "15s, 15000, 15s",
    "5m, 300000, 5m",
    "1h, 3600000, 1h",
    "0s, 0, 0s",
    "0h, 0, 0s",
    "90s, 90000, 90s",
    "60s, 60000, 1m",
    "61500ms, 61500, 61500ms",
    "87600h, 315360000000, 87600h",
  })
  void readsANumberAndAUnitAndWritesTheLargestExactUnit(String text, long millis, String written) {
    assertThat(DurationText.parse(text)).isEqualTo(new Parsed.Good<>(Duration.ofMillis(millis)));
    assertThat(DurationText.format(Duration.ofMillis(millis))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "15", "s", "-1s", "1.5s", "1 s", "5M", "1d", "87601h", "9999999999999s"})
  void refusesTheRest(String text) {
    assertThat(DurationText.parse(text)).isInstanceOf(Parsed.Bad.class);
  }
}
