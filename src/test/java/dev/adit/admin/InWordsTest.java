package dev.adit.admin;

import static dev.adit.admin.SampleGuard.SECOND;
import static dev.adit.admin.SampleGuard.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Ban;
import dev.adit.guard.Guard;
import dev.adit.guard.GuardSettings;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class InWordsTest {
  private static final long NOW = 100 * SECOND;

  private Guard guard = SampleGuard.guard();

  private String says(String text) {
    InetAddress address = ip(text);
    return InWords.of(
        guard.address(address, NOW).orElseGet(() -> AddressJson.unknown(address, guard.settings())),
        guard.explain(address, NOW));
  }

  @Test
  void nothingSpeaksAgainstAStranger() {
    assertThat(says("192.0.2.7"))
        .isEqualTo("192.0.2.7 would be let in: nothing speaks against it.");
  }

  @Test
  void pointsAreCountedUp() {
    SampleGuard.misbehave(guard, "192.0.2.7", NOW - 60 * SECOND);
    assertThat(says("192.0.2.7"))
        .isEqualTo(
            "192.0.2.7 would be refused: it is banned for too many bad events (6 bad points, 0 good"
                + " ones, and 6 more are too many), for another 59 min.");
  }

  @Test
  void aBanByHandTellsItsEnd() {
    guard.ban(ip("2001:db8::5"), 90 * SECOND, NOW);
    assertThat(says("2001:db8::5"))
        .isEqualTo("2001:db8::/64 would be refused: it is banned by hand, for another 90 s.");
    guard.ban(ip("2001:db8::5"), Ban.FOREVER, NOW);
    assertThat(says("2001:db8::5"))
        .isEqualTo(
            "2001:db8::/64 would be refused: it is banned by hand, until the ban is removed.");
  }

  @Test
  void listsComeFirst() {
    guard.ban(ip("198.51.100.2"), Ban.FOREVER, NOW);
    assertThat(says("198.51.100.1"))
        .isEqualTo("198.51.100.1 would be refused: it is on the list guard.deny.");
    assertThat(says("198.51.100.2"))
        .isEqualTo("198.51.100.2 is always let in: it is on the list guard.allow.");
  }

  @Test
  void aCapBansNobodyWhoWorks() {
    for (int i = 0; i < 3; i++) {
      SampleGuard.visit(guard, "192.0.2.7", NOW).onGoodShare(1, NOW);
    }
    assertThat(says("192.0.2.7"))
        .isEqualTo("192.0.2.7 would be refused: guard.max_per_ip of its connections are open.");
  }

  @Test
  void aCapThatIsReachedIsNamed() {
    for (int i = 0; i < 3; i++) {
      SampleGuard.visit(guard, "192.0.2.7", NOW);
    }
    assertThat(says("192.0.2.7"))
        .isEqualTo(
            "192.0.2.7 would be refused: guard.max_per_ip of its connections are open; one more"
                + " bans it.");
  }

  @Test
  void aDryRunTellsWhatItWouldDo() {
    GuardSettings dry = SampleGuard.settings(true);
    guard = new Guard(dry, SampleGuard.silent());
    guard.ban(ip("192.0.2.7"), Ban.FOREVER, NOW);
    assertThat(says("192.0.2.7"))
        .isEqualTo(
            "192.0.2.7 would be let in: guard.dry_run is true; otherwise it would be refused,"
                + " because it is banned by hand, until the ban is removed.");
  }
}
