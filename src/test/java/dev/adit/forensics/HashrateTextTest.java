package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashrateTextTest {
  @ParameterizedTest
  @CsvSource({
    "3.12T, 3.12e12",
    "811G, 811e9",
    "0, 0",
    "'', 0",
    "'  ', 0",
    "999, 999",
    "1.5K, 1500",
    "2.1P, 2.1e15",
    "1E, 1e18",
    "1.5e3, 1500",
    "12m, 12e6",
    "3.12 TH/s, 3.12e12",
    "3.12 t h/s, 3.12e12",
    "7 H/s, 7",
    "2.5kh, 2500"
  })
  void readsWhatPoolsWrite(String text, double expected) {
    assertThat(HashrateText.parse(text)).isCloseTo(expected, withinPercentage(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "-1T", "1.2.3", "T", "NaN", "1e999", "0x10", "1 2 Q", "Infinity"})
  void isNotANumberForWhatIsNone(String text) {
    assertThat(HashrateText.parse(text)).isNaN();
  }

  @Test
  void doesNotLookAtWhatIsTooLong() {
    assertThat(HashrateText.parse("1".repeat(100_000))).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 H/s",
    "999, 999 H/s",
    "1000, 1.00 KH/s",
    "2.954e12, 2.95 TH/s",
    "811.4e9, 811 GH/s",
    "99.96e12, 100 TH/s"
  })
  void writesForPeople(double value, String expected) {
    assertThat(HashrateText.format(value)).isEqualTo(expected);
  }
}
