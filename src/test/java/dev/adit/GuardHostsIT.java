package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Miners on a host of their own, in a network namespace. Needs root and `ip`.
@Timeout(120)
class GuardHostsIT {
  @TempDir private Path directory;
  @RegisterExtension private final Namespaces net = Namespaces.bare();

  @SuppressWarnings("NullAway.Init") // set by JUnit
  GuardHostsIT() {}

  private Namespaces.Talk gate(String guard) throws Exception {
    return net.start("relay", "farm", directory.toString(), guard);
  }

  /// Within 30 s; the test's own limit leaves a busy machine more. The kernel alone, where an
  /// `idle_timeout` of minutes is what is left, takes longer than that limit.
  @Test
  void noticesThatAMinersCableWasPulled() throws Exception {
    noticesAPulledCable(gate(""));
  }

  /// The pool goes on sending, so the kernel probes nobody, and with no user timeout it would send
  /// again for a quarter of an hour.
  @Test
  void noticesBehindARelayTooThatItWasPulled() throws Exception {
    noticesAPulledCable(net.start("relay", "relay", directory.toString()));
  }

  private void noticesAPulledCable(Namespaces.Talk gate) throws Exception {
    Namespaces.Talk miners = net.start("client", "miners", "10.77.1.1", gate.hear());
    assertThat(miners.ask("10.77.1.2")).isEqualTo("true");
    assertThat(gate.ask("?")).isEqualTo("1");
    net.on("client", "ip", "link", "set", "veth0", "down");
    Eventually.holds(() -> gate.ask("?").equals("0"));
  }

  @Test
  void countsTheHostsOfAnIpv6NetworkAsOne() throws Exception {
    for (String more : new String[] {"fd77:1::3/64", "fd77:9::2/64"}) {
      net.on("client", "ip", "addr", "add", more, "dev", "veth0", "nodad");
    }
    net.on("relay", "ip", "route", "add", "fd77:9::/64", "dev", "to-client");
    Namespaces.Talk gate = gate("max_per_ip = 1");
    Namespaces.Talk miners = net.start("client", "miners", "fd77:1::1", gate.hear());
    assertThat(miners.ask("fd77:1::2")).isEqualTo("true");
    assertThat(miners.ask("fd77:1::3")).as("another host of the same /64").isEqualTo("false");
    assertThat(miners.ask("fd77:9::2")).as("a host of another /64").isEqualTo("true");
  }
}
