package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  private static HostPort parsed(String text) {
    return switch (HostPort.parse(text)) {
      case Parsed.Good<HostPort>(HostPort address) -> address;
      case Parsed.Bad<HostPort>(String why) -> throw new AssertionError(text + " " + why);
    };
  }

  @ParameterizedTest
  @CsvSource({
    ":3333, '', 3333",
    "0.0.0.0:3333, 0.0.0.0, 3333",
    "[::1]:3333, ::1, 3333",
    "[fe80::1%eth0]:1, fe80::1%eth0, 1",
    "rig-host.example:0, rig-host.example, 0",
  })
  void readsAHostAndAPortAndWritesThemBack(String text, String host, int port) {
    assertThat(parsed(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3333", "host", "host:", ":65536", ":-1", "::1:3333", "a b:1", ":1 "})
  void refusesWhatIsNoAddress(String text) {
    assertThat(HostPort.parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:1, true",
    "127.8.8.8:1, true",
    "[::1]:1, true",
    "localhost:1, true",
    ":1, false",
    "0.0.0.0:1, false",
    "127.evil.example:1, false",
    "10.0.0.1:1, false",
  })
  void knowsWhetherOnlyThisMachineCanReachIt(String text, boolean loopback) {
    assertThat(parsed(text).isLoopback()).isEqualTo(loopback);
  }

  @Test
  void collidesWithTheSamePortOfTheSameOrOfAllAddresses() {
    HostPort one = parsed("10.0.0.1:3333");
    assertThat(one.collidesWith(parsed("10.0.0.1:3333"))).isTrue();
    assertThat(one.collidesWith(parsed(":3333"))).isTrue();
    assertThat(parsed("0.0.0.0:3333").collidesWith(one)).isTrue();
    assertThat(one.collidesWith(parsed("10.0.0.2:3333"))).isFalse();
    assertThat(one.collidesWith(parsed(":3334"))).isFalse();
    assertThat(parsed(":0").collidesWith(parsed(":0"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:1, [::1]:1, false",
    "0.0.0.0:1, 127.0.0.1:1, true",
    "0.0.0.0:1, rig.example:1, true",
    "0.0.0.0:1, [::]:1, true",
    "0.0.0.0:1, :1, true",
    "[::]:1, 10.0.0.1:1, true",
    "[::]:1, [::1]:1, true",
    "[::]:1, :1, true",
    ":1, [::1]:1, true",
  })
  void allAddressesOfIpv4AreNoneOfIpv6(String one, String other, boolean collides) {
    assertThat(parsed(one).collidesWith(parsed(other))).isEqualTo(collides);
    assertThat(parsed(other).collidesWith(parsed(one))).isEqualTo(collides);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:1, 127.0.0.1:1, true",
    "0.0.0.0:1, 0.0.0.0:1, true",
    "0.0.0.0:1, localhost:1, true",
    "0.0.0.0:1, [::1]:1, false",
    "0.0.0.0:1, 127.0.0.1:2, false",
    "0.0.0.0:1, pool.example:1, false",
    ":1, [::1]:1, true",
    "127.0.0.1:1, 127.0.0.1:1, true",
    "127.0.0.1:1, localhost:1, false",
    "10.0.0.1:1, 0.0.0.0:1, false",
  })
  void knowsWhatWouldComeBack(String bind, String target, boolean comes) {
    assertThat(parsed(bind).isReachedBy(parsed(target))).isEqualTo(comes);
  }
}
