package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our rules and settings in a real kernel, in a network namespace of their own. Runs as root,
/// where nft and ip are.
class NetworkNamespaceIT {
  private static final Commands HOST = Commands.real();

  private final String name = "adit-test-" + ProcessHandle.current().pid();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  NetworkNamespaceIT() {}

  @BeforeEach
  void makeNamespace() {
    assumeTrue(HOST.run(List.of("nft", "--version")).fine(), "needs nft");
    assumeTrue(HOST.run(List.of("ip", "netns", "add", name)).fine(), "needs root, and ip");
    assertThat(in("ip", "link", "set", "lo", "up").fine()).isTrue();
  }

  @AfterEach
  void deleteNamespace() {
    HOST.run(List.of("ip", "netns", "delete", name));
  }

  private Commands.Result in(String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    return HOST.run(all);
  }

  @Test
  void theTableIsLoadedReplacedAndDeletedAndNoOther() throws IOException {
    assertThat(in("nft", "add", "table", "inet", "theirs").fine()).isTrue();
    Path file = directory.resolve("adit.nft");
    for (int port : List.of(3333, 4444)) {
      Files.writeString(file, PacketFilter.table(Hosts.needs(port, 443)));
      Commands.Result loaded = in("nft", "-f", file.toString());
      assertThat(loaded.fine()).as(loaded.output()).isTrue();
      assertThat(in("nft", "list", "table", "inet", "adit").output())
          .contains("tcp dport { 443, " + port + " } accept")
          .containsOnlyOnce("dport");
    }
    assertThat(in("nft", "delete", "table", "inet", "adit").fine()).isTrue();
    assertThat(in("nft", "list", "tables").output().strip()).isEqualTo("table inet theirs");
  }

  @Test
  void aChainThatDropsIsFound() {
    assertThat(in("nft", "add", "table", "inet", "filter").fine()).isTrue();
    assertThat(
            in(
                    "nft",
                    "add chain inet filter input { type filter hook input priority 0; policy drop;"
                        + " }")
                .fine())
        .isTrue();
    assertThat(HostProbe.dropping(in("nft", "-j", "list", "chains").output()))
        .containsExactly(new OtherFirewall.NftChain("inet filter input"));
    String command =
        new OtherFirewall.NftChain("inet filter input")
            .opening(new TreeSet<>(List.of(3333)), new TreeSet<>())
            .getFirst();
    assertThat(in("sh", "-c", command).fine()).isTrue();
    assertThat(in("nft", "list", "chain", "inet", "filter", "input").output())
        .contains("tcp dport 3333 accept");
  }

  @Test
  void theKernelTakesTheSettings() throws IOException {
    HostFacts facts = HostProbe.read(Path.of("/"), HOST);
    // Sizes of buffers are the host's, and no namespace may change them.
    List<String> ours =
        KernelSettings.file(KernelSettings.choose(facts, Hosts.needs(3333)))
            .lines()
            .filter(line -> !line.matches("-?net.core.([rw]mem_max|default_qdisc) .*"))
            .filter(line -> !line.contains("nf_conntrack_max"))
            .toList();
    Path file = Files.write(directory.resolve("99-adit.conf"), ours);
    Commands.Result set = in("sysctl", "-p", file.toString());
    assertThat(set.fine()).as(set.output()).isTrue();
    assertThat(in("sysctl", "-n", "net.core.somaxconn").output().strip())
        .matches(value -> Integer.parseInt(value) >= 16_384);
    assertThat(in("sysctl", "-n", "net.ipv4.tcp_keepalive_time").output().strip()).isEqualTo("45");
  }
}
