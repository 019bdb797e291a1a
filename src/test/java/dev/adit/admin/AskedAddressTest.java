package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Parsed;
import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.Guard;
import dev.adit.guard.GuardSettings;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedAddressTest {
  private final Guard guard = SampleGuard.guard();

  private Parsed<InetAddress> read(String text) {
    return AskedAddress.read(text, guard, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::5", "::ffff:192.0.2.7"})
  void isAnAddress(String text) {
    assertThat(read(text)).isEqualTo(new Good<>(SampleGuard.ip(text)));
  }

  @Test
  void isAPrefixThatIsCountedAsOne() {
    assertThat(read("2001:db8::/64")).isEqualTo(new Good<>(SampleGuard.ip("2001:db8::")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8::/48", "2001:db8::/65", "10.0.0.0/8"})
  void isNoOtherNetworkOfWhichOnlyAPartWouldBeMeant(String text) {
    assertThat(read(text)).isInstanceOf(Bad.class);
  }

  @Test
  void isAPrefixThatWasCountedByWhenItWasBanned() {
    guard.ban(SampleGuard.ip("2001:db8::5"), 1_000, 0);
    GuardSettings old = guard.settings();
    guard.settings(
        new GuardSettings(
            old.enabled(),
            old.maxMiners(),
            old.maxPerIp(),
            old.maxPerMinute(),
            old.connectIntervalNanos(),
            old.banPoints(),
            old.sharePoints(),
            old.historyNanos(),
            old.banNanos(),
            old.newcomerGraceNanos(),
            old.allow(),
            old.deny(),
            56,
            old.dryRun()),
        0);
    assertThat(read("2001:db8::/64")).isInstanceOf(Good.class);
    assertThat(read("2001:db8:1::/56")).isInstanceOf(Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "localhost", "1.2.3", "192.0.2.7:80", "192.0.2.7/x"})
  void isNothingElse(String text) {
    assertThat(read(text))
        .isEqualTo(new Bad<>("is no address: write one such as \"192.0.2.7\" or \"2001:db8::1\""));
  }
}
