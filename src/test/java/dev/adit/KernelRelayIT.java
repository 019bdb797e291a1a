package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that has the kernel relay UDP, on three hosts in network namespaces. Needs root, `ip`
/// and `nft`.
@Timeout(120)
class KernelRelayIT {
  private static final String PORT = "51820";

  @TempDir private Path directory;
  @RegisterExtension private final Namespaces net = Namespaces.withPacketFilter();

  @SuppressWarnings("NullAway.Init") // set by JUnit
  KernelRelayIT() {}

  private Namespaces.Talk gate(String to) throws Exception {
    return net.start("relay", "gate", directory.toString(), PORT, to);
  }

  private Namespaces.Talk echo(String address) throws Exception {
    Namespaces.Talk echo = net.start("target", "echo", address, "5300");
    assertThat(echo.hear()).isEqualTo("open");
    return echo;
  }

  private Namespaces.Talk client(String from, String to) throws Exception {
    Namespaces.Talk client = net.start("client", "client", from, to, PORT);
    assertThat(client.hear()).isEqualTo("open");
    return client;
  }

  @Test
  void relaysInTheKernelAndLeavesNothingBehind() throws Exception {
    net.on("relay", "nft", "add table inet others; add chain inet others c");
    String before = net.on("relay", "nft", "list", "ruleset");
    Namespaces.Talk gate = gate("10.77.2.2:5300");
    assertThat(gate.hear()).isEqualTo("open");
    assertThat(net.on("relay", "nft", "list", "tables")).contains("adit_udp_relay");
    Namespaces.Talk echo = echo("10.77.2.2");
    Namespaces.Talk client = client("10.77.1.2", "10.77.1.1");
    for (int i = 0; i < 10; i++) {
      assertThat(client.ask("ping" + i)).isEqualTo("ping" + i + " from 10.77.1.1");
    }
    // The target hears the relay, which has no socket open there.
    assertThat(echo.ask("")).startsWith("10 [/10.77.2.1:");
    assertThat(net.on("relay", "ss", "-Hlun")).isEmpty();
    assertThat(gate.ask("view")).isEqualTo("50 50");
    gate.end();
    assertThat(gate.hear()).isEqualTo("closed");
    assertThat(net.on("relay", "nft", "list", "ruleset")).isEqualTo(before);
    assertThat(client.ask("lost")).isEqualTo("nothing");
  }

  @Test
  void relaysIpv6() throws Exception {
    Namespaces.Talk gate = gate("[fd77:2::2]:5300");
    assertThat(gate.hear()).isEqualTo("open");
    echo("fd77:2::2");
    Namespaces.Talk client = client("fd77:1::2", "fd77:1::1");
    assertThat(client.ask("six")).isEqualTo("six from fd77:1:0:0:0:0:0:1");
    assertThat(gate.ask("view")).isEqualTo("3 3");
  }

  @Test
  void leadsElsewhereAfterAReload() throws Exception {
    Namespaces.Talk gate = gate("10.77.2.2:5300");
    assertThat(gate.hear()).isEqualTo("open");
    Namespaces.Talk first = echo("10.77.2.2");
    Namespaces.Talk second = echo("10.77.2.3");
    Namespaces.Talk client = client("10.77.1.2", "10.77.1.1");
    assertThat(client.ask("a")).startsWith("a ");
    assertThat(gate.ask("to 10.77.2.3:5300")).isEqualTo("told");
    Eventually.holds(() -> net.on("relay", "nft", "list", "ruleset").contains("10.77.2.3"));
    String rules = net.on("relay", "nft", "list", "ruleset");
    assertThat(rules).contains("10.77.2.3").doesNotContain("10.77.2.2");
    // A client that is new; what the kernel has begun needs conntrack to be led elsewhere.
    Namespaces.Talk next = client("10.77.1.2", "10.77.1.1");
    assertThat(next.ask("b")).startsWith("b ");
    assertThat(first.ask("")).startsWith("1 ");
    assertThat(second.ask("")).startsWith("1 ");
    // The counters are read once a second at most.
    Eventually.holds(() -> gate.ask("view").equals("2 2"));
  }

  @Test
  void takesThePlaceOfWhatAKilledOneHasLeft() throws Exception {
    Namespaces.Talk killed = gate("10.77.2.3:5300");
    assertThat(killed.hear()).isEqualTo("open");
    net.killLast();
    assertThat(net.on("relay", "nft", "list", "ruleset")).contains("10.77.2.3");
    Namespaces.Talk gate = gate("10.77.2.2:5300");
    assertThat(gate.hear()).isEqualTo("open");
    assertThat(net.on("relay", "nft", "list", "ruleset")).doesNotContain("10.77.2.3");
    gate.end();
    assertThat(gate.hear()).isEqualTo("closed");
    assertThat(net.on("relay", "nft", "list", "ruleset")).isEmpty();
  }

  @Test
  void saysWhatToDoWhereTheKernelDoesNotForward() throws Exception {
    net.on("relay", "sysctl", "-qw", "net.ipv4.ip_forward=0");
    net.on("relay", "sysctl", "-qw", "net.ipv6.conf.all.forwarding=0");
    assertThat(gate("10.77.2.2:5300").hear())
        .contains("listener.relay: via = \"kernel\"")
        .contains("sysctl -w net.ipv4.ip_forward=1");
  }

  @Test
  void relaysWhatAClientSendsThatNeverPauses() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/sbin/conntrack"))).as("conntrack").isTrue();
    // The kernel keeps track of flows only where some rule asks for it, as firewalls do.
    net.on(
        "relay",
        "nft",
        "add table inet others; add chain inet others c { type filter hook input priority 0; };"
            + " add rule inet others c ct state new accept");
    echo("10.77.2.2");
    Namespaces.Talk client = client("10.77.1.2", "10.77.1.1");
    assertThat(client.ask("too early")).isEqualTo("nothing");
    Namespaces.Talk gate = gate("10.77.2.2:5300");
    assertThat(gate.hear()).isEqualTo("open");
    assertThat(client.ask("now")).isEqualTo("now from 10.77.1.1");
  }
}
