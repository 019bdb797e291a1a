package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolUrlTest {

  @ParameterizedTest
  @CsvSource({
    "stratum+tcp://pool.example.com:3333, stratum+tcp://pool.example.com:3333",
    "STRATUM+TCP://pool.example.com:3333, stratum+tcp://pool.example.com:3333",
    "tcp://10.0.0.1:1, stratum+tcp://10.0.0.1:1",
    "stratum+ssl://pool_1:443, stratum+ssl://pool_1:443",
    "stratum+tls://p:443, stratum+ssl://p:443",
    "ssl://[::1]:65535, stratum+ssl://[::1]:65535",
  })
  void readsTheSchemesThatPoolsPublish(String text, String meaning) {
    assertThat(PoolUrl.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Good.class, good -> assertThat(good.value()).hasToString(meaning));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pool.example.com:3333",
        "stratum+tcp://",
        "stratum+tcp://:3333",
        "stratum+tcp://p",
        "stratum+tcp://p:0",
        "stratum+tcp://p:65536",
        "stratum+tcp://p:3333/",
        "stratum+tcp://user:pw@p:3333",
        "stratum2+tcp://p:3333",
        "http://p:80",
        "grin+tcp://p:3333",
      })
  void refusesTheRest(String text) {
    assertThat(PoolUrl.parse(text)).isInstanceOf(Parsed.Bad.class);
  }
}
