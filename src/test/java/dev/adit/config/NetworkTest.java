package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  NetworkTest() {}

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "10.0.0.0/8", "0.0.0.0/0", "203.0.113.128/25"})
  void readsAndWritesWhatPeopleWrite(String text) {
    assertThat(Network.parse(text)).isInstanceOfSatisfying(Good.class, good -> shows(good, text));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7/32, 192.0.2.7",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:db8::/32, 2001:db8:0:0:0:0:0:0/32",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void writesOneFormOfSeveral(String text, String shown) {
    assertThat(Network.parse(text)).isInstanceOfSatisfying(Good.class, good -> shows(good, shown));
  }

  private static void shows(Good<?> good, String text) {
    assertThat(good.value()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "localhost", "10.1", "1.2.3.256", "1.2.3.4/", "1.2.3.4/-1", "fe80::1%lo"})
  void refusesWhatIsNoAddress(String text) {
    assertThat(Network.parse(text))
        .isEqualTo(
            new Bad<>(
                "is no address: write an address or a network, such as \"192.0.2.7\" or"
                    + " \"10.0.0.0/8\""));
  }

  @Test
  void namesTheCureForTooManyBits() {
    assertThat(Network.parse("10.0.0.0/33"))
        .isEqualTo(new Bad<>("has more bits than an address: write one from /0 to /32"));
  }

  @Test
  void namesTheNetworkOfAnAddressInIt() {
    assertThat(Network.parse("10.1.2.3/8"))
        .isEqualTo(new Bad<>("has bits behind /8: write \"10.0.0.0/8\""));
    assertThat(Network.parse("2001:db8::1/32"))
        .isEqualTo(new Bad<>("has bits behind /32: write \"2001:db8:0:0:0:0:0:0/32\""));
  }
}
