package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TextsTest {

  @ParameterizedTest
  @CsvSource({"250ms, 250", "30s, 30000", "1.5m, 90000", "1h, 3600000", "0s, 0"})
  void readsTimes(String text, long millis) {
    assertThat(new Texts.Span().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"50kH, 50e3", "1.5 MH/s, 1.5e6", "20000, 20e3", "2G, 2e9", "7 h/s, 7"})
  void readsHashrates(String text, double hashesPerSecond) {
    assertThat(new Texts.Hashrate().convert(text)).isEqualTo(hashesPerSecond);
  }

  @ParameterizedTest
  @CsvSource({
    "stratum+tcp://127.0.0.1:3333, 127.0.0.1, 3333, false",
    "stratum+ssl://127.0.0.1:443, 127.0.0.1, 443, true",
    "127.0.0.1:1, 127.0.0.1, 1, false",
    "stratum+tcp://[::1]:3333, 0:0:0:0:0:0:0:1, 3333, false",
  })
  void readsPools(String text, String host, int port, boolean tls) {
    PoolAddress pool = new Texts.Pool().convert(text);
    assertThat(pool.socket().getAddress().getHostAddress()).isEqualTo(host);
    assertThat(pool.socket().getPort()).isEqualTo(port);
    assertThat(pool.tls()).isEqualTo(tls);
  }

  @Test
  void readsAllAddresses() {
    assertThat(new Texts.Address().convert(":3333").getAddress().isAnyLocalAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "1d", "-1s", ""})
  void explainsWhatIsNoTime(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new Texts.Span().convert(text))
        .withMessageContaining("such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:x", "localhost:70000", "http://localhost:1"})
  void explainsWhatIsNoPool(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new Texts.Pool().convert(text));
  }
}
