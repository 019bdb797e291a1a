package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, -",
    "NaN, -",
    "12.34, 12.3 H/s",
    "999.4, 999 H/s",
    "999.6, 1.00 kH/s",
    "2500000, 2.50 MH/s",
    "1.02e12, 1.02 TH/s",
    "123.4e15, 123 PH/s",
    "9.996e18, 10.0 EH/s",
    "5e24, 5000 ZH/s"
  })
  void aHashrateHasThreeDigitsAndAUnit(double hashesPerSecond, String text) {
    assertThat(Figures.hashrate(hashesPerSecond)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, -",
    "0.000412, 0.41 ms",
    "0.012, 12.0 ms",
    "0.9997, 1.00 s",
    "4.1, 4.10 s",
    "119.4, 119 s",
    "120, 2.00 min",
    "7200, 120 min"
  })
  void aTimeHasThreeDigitsAndAUnit(double seconds, String text) {
    assertThat(Figures.seconds(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "120, 120 s",
    "121, 3 min",
    "7200, 120 min",
    "7201, 3 h",
    "172800, 48 h",
    "172801, 3 days"
  })
  void aPeriodIsWholeAndNeverTooShort(long seconds, String text) {
    assertThat(Figures.period(seconds)).isEqualTo(text);
  }

  @Test
  void bytesHaveThreeDigits() {
    assertThat(Figures.bytes(0)).isEqualTo("0 B");
    assertThat(Figures.bytes(999.4)).isEqualTo("999 B");
    assertThat(Figures.bytes(999.5)).isEqualTo("1.00 kB");
    assertThat(Figures.bytes(1_234_567)).isEqualTo("1.23 MB");
    assertThat(Figures.bytes(98_765_432_100.0)).isEqualTo("98.8 GB");
  }
}
