package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.adit.relay.RelayView;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway that relays UDP between sockets of this test.
@SuppressWarnings("try") // what interrupts a close ends the test
@Timeout(120)
class UdpRelayIT {
  private static final long SEED = 11;

  @TempDir private Path directory;
  private UdpEcho echo;
  private RelayGate gate;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  UdpRelayIT() {}

  @BeforeEach
  void open() throws Exception {
    echo = new UdpEcho(0);
    gate = new RelayGate(directory, "udp", "127.0.0.1");
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
    echo.close();
  }

  private String to() {
    return to(echo.port());
  }

  private static String to(int port) {
    return "to = \"127.0.0.1:%d\"\n".formatted(port);
  }

  @Test
  void carriesDatagramsThereAndBack() throws Exception {
    gate.open(to());
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send("one");
      assertThat(client.receive()).isEqualTo("one");
      client.send("two2");
      assertThat(client.receive()).isEqualTo("two2");
      RelayView view = gate.view();
      assertThat(view.mode()).isEqualTo("udp");
      assertThat(view.open()).isEqualTo(1);
      assertThat(view.sent()).isEqualTo(7);
      assertThat(view.received()).isEqualTo(7);
      assertThat(view.flows().getFirst().client()).isEqualTo("127.0.0.1:" + client.port());
      assertThat(view.flows().getFirst().target()).isEqualTo("127.0.0.1:" + echo.port());
    }
  }

  @Test
  @DisplayName("T42 a datagram without content is relayed")
  void carriesDatagramsWithoutContent() throws Exception {
    gate.open(to());
    try (UdpClient client = new UdpClient(gate.port())) {
      for (int i = 0; i < 3; i++) {
        client.send(new byte[0]);
        assertThat(client.receive(5_000)).isEmpty();
      }
      client.send("then");
      client.send("");
      client.send("more");
      assertThat(Stream.of(client.receive(), client.receive(), client.receive()))
          .containsExactlyInAnyOrder("then", "", "more");
      assertThat(client.receive(100)).isNull();
    }
    assertThat(echo.heard()).isEqualTo(6);
  }

  @Test
  void carriesTheLargestDatagramWhole() throws Exception {
    gate.open(to());
    byte[] largest = new byte[65_507];
    new Random(SEED).nextBytes(largest);
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send(largest);
      assertThat(client.receive(5_000)).isEqualTo(largest);
    }
  }

  @Test
  void holdsWhatComesWhileTheTargetsNameIsLookedUp() throws Exception {
    gate.open("to = \"localhost:%d\"\n".formatted(echo.port()));
    try (UdpClient client = new UdpClient(gate.port())) {
      for (String word : new String[] {"a", "b", "c"}) {
        client.send(word);
      }
      assertThat(List.of(client.receive(), client.receive(), client.receive()))
          .containsExactlyInAnyOrder("a", "b", "c");
      assertThat(gate.view().dropped()).isZero();
    }
  }

  @Test
  void looksAgainWhereTheTargetsNameIsUnknown() throws Exception {
    gate.open("to = \"no-such-host.invalid:9\"\nidle_timeout = \"500ms\"\n");
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send("x");
      gate.awaitProblem();
      client.send("y");
      gate.awaitEnds(1);
      assertThat(gate.view().ended()).containsEntry("unreachable", 1L);
      assertThat(gate.view().dropped()).isEqualTo(2);
    }
  }

  @Test
  void givesEachClientItsOwnAnswersAndItsOwnPort() throws Exception {
    gate.open(to());
    try (UdpClient one = new UdpClient(gate.port());
        UdpClient other = new UdpClient(gate.port())) {
      for (int i = 0; i < 50; i++) {
        one.send("one" + i);
        other.send("other" + i);
        assertThat(one.receive()).isEqualTo("one" + i);
        assertThat(other.receive()).isEqualTo("other" + i);
      }
    }
    assertThat(echo.clients()).hasSize(2);
  }

  @Test
  @DisplayName("T42 a reply from a different source is ignored")
  void ignoresWhatOthersThanTheTargetSend() throws Exception {
    gate.open(to());
    try (UdpClient client = new UdpClient(gate.port());
        DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("hello");
      SocketAddress session = echo.clients().iterator().next();
      stranger.send(new DatagramPacket(new byte[] {6, 6, 6}, 3, session));
      try (DatagramSocket neighbour =
          new DatagramSocket(echo.port(), InetAddress.ofLiteral("127.0.0.2"))) {
        neighbour.send(new DatagramPacket(new byte[] {7, 7, 7}, 3, session));
      }
      client.send("again");
      assertThat(client.receive()).isEqualTo("again");
      assertThat(client.receive(100)).isNull();
      assertThat(gate.view().received()).isEqualTo(10);
    }
  }

  @Test
  @DisplayName("T42 sessions expire, and their ports come back")
  void endsASessionInWhichNothingMoves() throws Exception {
    gate.open(to() + "idle_timeout = \"300ms\"\n");
    int before = sockets();
    for (int i = 0; i < 20; i++) {
      try (UdpClient client = new UdpClient(gate.port())) {
        client.send("x");
        assertThat(client.receive()).isEqualTo("x");
      }
    }
    assertThat(sockets()).isGreaterThan(before);
    gate.awaitEnds(20);
    assertThat(gate.view().ended()).containsEntry("idle", 20L);
    assertThat(gate.view().open()).isZero();
    assertThat(sockets()).isEqualTo(before);
  }

  @Test
  void keepsASessionInWhichSomethingMoves() throws Exception {
    gate.open(to() + "idle_timeout = \"2s\"\n");
    try (UdpClient client = new UdpClient(gate.port())) {
      for (int i = 0; i < 12; i++) {
        client.send("x");
        assertThat(client.receive()).isEqualTo("x");
        assertThat(client.receive(250)).isNull();
      }
    }
    assertThat(gate.view().begun()).isEqualTo(1);
  }

  @Test
  void keepsASessionInWhichOnlyTheClientSpeaks() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        UdpClient client = gateTo(silent.getLocalPort(), "idle_timeout = \"2s\"\n")) {
      for (int i = 0; i < 12; i++) {
        client.send("x");
        assertThat(client.receive(250)).isNull();
      }
      assertThat(gate.view().begun()).isEqualTo(1);
      assertThat(gate.view().sent()).isEqualTo(12);
    }
  }

  private UdpClient gateTo(int port, String keys) throws Exception {
    gate.open(to(port) + keys);
    return new UdpClient(gate.port());
  }

  @Test
  void makesRoomAtTheCostOfTheLongestIdle() throws Exception {
    gate.open(to() + "max_sessions = 2\n");
    try (UdpClient first = new UdpClient(gate.port());
        UdpClient second = new UdpClient(gate.port());
        UdpClient third = new UdpClient(gate.port())) {
      for (UdpClient client : new UdpClient[] {first, second, first, third}) {
        client.send("x");
        assertThat(client.receive()).isEqualTo("x");
      }
      assertThat(gate.view().ended()).containsEntry("displaced", 1L);
      assertThat(gate.view().flows())
          .extracting(flow -> flow.client())
          .containsExactlyInAnyOrder("127.0.0.1:" + first.port(), "127.0.0.1:" + third.port());
    }
  }

  @Test
  void leavesHalfOfTheHouseToOthers() throws Exception {
    gate.open(to() + "[guard]\nmax_miners = 4\n");
    try (UdpClient one = new UdpClient(gate.port());
        UdpClient two = new UdpClient(gate.port());
        UdpClient three = new UdpClient(gate.port())) {
      for (UdpClient client : new UdpClient[] {one, two, three}) {
        client.send("x");
        assertThat(client.receive()).isEqualTo("x");
      }
      assertThat(gate.view().open()).isEqualTo(2);
      assertThat(gate.view().ended()).containsEntry("displaced", 1L);
    }
  }

  @Test
  void answersFromTheAddressThatTheClientSpokeTo() throws Exception {
    gate = new RelayGate(directory, "udp", "0.0.0.0");
    gate.open(to());
    try (UdpClient client = new UdpClient("0.0.0.0", "127.0.0.1", gate.port())) {
      for (String host : new String[] {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.2"}) {
        client.to(host);
        client.send(host);
        assertThat(client.receive()).isEqualTo(host);
        assertThat(client.answeredFrom()).isEqualTo(new InetSocketAddress(host, gate.port()));
      }
    }
  }

  @Test
  void refusesAnAddressThatOthersHave() throws Exception {
    gate.open(to());
    try (RelayGate second = new RelayGate(directory, "udp", "127.0.0.1")) {
      assertThat(second.failure(gate.port(), to())).contains("is in use");
    }
    try (RelayGate everywhere = new RelayGate(directory, "udp", "0.0.0.0")) {
      assertThat(everywhere.failure(gate.port(), to())).contains("is in use");
    }
  }

  @Test
  void leavesIpv6ToOthersWhereItListensOnAllAddressesOfIpv4() throws Exception {
    gate = new RelayGate(directory, "udp", "0.0.0.0");
    gate.open(to());
    try (RelayGate other = new RelayGate(directory, "udp", "[::1]")) {
      assertThat(other.failure(gate.port(), to())).isEmpty();
    }
  }

  @Test
  void isThereForIpv4AndIpv6WhereItListensOnAllAddresses() throws Exception {
    gate = new RelayGate(directory, "udp", "");
    gate.open(to());
    for (String host : new String[] {"127.0.0.1", "127.0.0.2", "::1"}) {
      try (UdpClient client = new UdpClient(host, host, gate.port())) {
        client.send(host);
        assertThat(client.receive()).isEqualTo(host);
        assertThat(gate.view().flows()).noneMatch(flow -> flow.client().contains("%"));
      }
    }
  }

  @Test
  void carriesIpv6() throws Exception {
    gate = new RelayGate(directory, "udp", "[::1]");
    gate.open(to());
    try (UdpClient client = new UdpClient("::1", "::1", gate.port())) {
      client.send("six");
      assertThat(client.receive()).isEqualTo("six");
    }
  }

  @Test
  @DisplayName("T42 a link-local client is answered in its zone")
  void answersALinkLocalClientInItsZone() throws Exception {
    Optional<Inet6Address> local = linkLocal();
    assumeThat(local).as("an interface with a link-local address").isPresent();
    String address = local.orElseThrow().getHostAddress();
    gate = new RelayGate(directory, "udp", "[::]");
    gate.open(to());
    try (UdpClient client = new UdpClient(address, address, gate.port())) {
      client.send("zone");
      assertThat(client.receive()).isEqualTo("zone");
      assertThat(Objects.requireNonNull(client.answeredFrom()).getAddress())
          .isEqualTo(local.orElseThrow());
    }
  }

  private static Optional<Inet6Address> linkLocal() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(it -> it instanceof Inet6Address && it.isLinkLocalAddress())
        .map(Inet6Address.class::cast)
        .findFirst();
  }

  @Test
  void livesThroughATargetThatIsAwayForAWhile() throws Exception {
    int port = echo.port();
    echo.close();
    gate.open(to(port));
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send("lost");
      client.send("lost");
      gate.awaitProblem();
      assertThat(gate.view().targets().getFirst().problem()).isEqualTo("connection refused");
      echo = new UdpEcho(port);
      // Some may still be lost to the news of the last refusal, or have waited for the target.
      Eventually.holds(
          () -> {
            client.send("found");
            return client.receive().equals("found");
          });
      assertThat(gate.view().begun()).isEqualTo(1);
    }
  }

  @Test
  void leadsToTheNextTargetWhereNobodyListensAtTheFirst() throws Exception {
    int gone;
    try (DatagramSocket closed = new DatagramSocket(0)) {
      gone = closed.getLocalPort();
    }
    gate.open("to = [\"127.0.0.1:%d\", \"127.0.0.1:%d\"]\n".formatted(gone, echo.port()));
    try (UdpClient client = new UdpClient(gate.port());
        UdpClient next = new UdpClient(gate.port())) {
      client.send("lost");
      gate.awaitProblem();
      client.send("found");
      assertThat(client.receive()).isEqualTo("found");
      next.send("at once");
      assertThat(next.receive()).isEqualTo("at once");
    }
  }

  @Test
  void sendsNewSessionsElsewhereAfterAReload() throws Exception {
    gate.open(to());
    try (UdpClient before = new UdpClient(gate.port());
        UdpClient after = new UdpClient(gate.port());
        UdpEcho second = new UdpEcho(0)) {
      before.send("x");
      assertThat(before.receive()).isEqualTo("x");
      gate.reload(to(second.port()));
      after.send("y");
      assertThat(after.receive()).isEqualTo("y");
      before.send("z");
      assertThat(before.receive()).isEqualTo("z");
      assertThat(second.heard()).isEqualTo(1);
      assertThat(echo.heard()).isEqualTo(2);
    }
  }

  @Test
  void endsWithTheListener() throws Exception {
    gate.open(to());
    int before = sockets();
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send("x");
      assertThat(client.receive()).isEqualTo("x");
      gate.reloadWithout();
      client.send("y");
      assertThat(client.receive(200)).isNull();
    }
    // The other listener's socket has taken the place of this one's.
    awaitSockets(before);
  }

  @Test
  void doesNotAnswerWhoTheGuardRefuses() throws Exception {
    gate.open(to() + "[guard]\ndeny = [\"127.0.0.1\"]\n");
    try (UdpClient client = new UdpClient(gate.port())) {
      client.send("x");
      assertThat(client.receive(200)).isNull();
    }
    assertThat(gate.view().begun()).isZero();
    assertThat(gate.view().dropped()).isEqualTo(1);
  }

  @Test
  void asksTheGuardOnceForEachSession() throws Exception {
    gate.open(to() + "[guard]\nmax_per_ip = 2\n");
    try (UdpClient one = new UdpClient(gate.port());
        UdpClient two = new UdpClient(gate.port());
        UdpClient three = new UdpClient(gate.port())) {
      for (int i = 0; i < 10; i++) {
        one.send("x");
        assertThat(one.receive()).isEqualTo("x");
      }
      two.send("y");
      assertThat(two.receive()).isEqualTo("y");
      three.send("z");
      assertThat(three.receive(200)).isNull();
      assertThat(gate.view().begun()).isEqualTo(2);
    }
  }

  @Test
  void dropsWhatGoesFasterThanAllowed() throws Exception {
    gate.open(to() + "max_bytes_per_second = \"100KiB\"\n");
    try (UdpClient client = new UdpClient(gate.port())) {
      long began = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        client.send(new byte[1_400]);
      }
      RelayGate.awaitStandstill(() -> gate.view().dropped());
      RelayView view = gate.view();
      double seconds = (System.nanoTime() - began) / 1e9;
      assertThat(view.dropped()).isPositive();
      assertThat(view.sent()).isPositive();
      // What was not used of a tenth of a second may be made up for; the last one goes at once.
      assertThat(view.sent() + view.received())
          .isLessThan((long) (102_400 * (seconds + 0.1)) + 2 * 1_400);
    }
  }

  /// How many sockets this process has open.
  private static int sockets() throws Exception {
    int count = 0;
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path one : all.toList()) {
        count += isSocket(one);
      }
    }
    return count;
  }

  private static int isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:") ? 1 : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static void awaitSockets(int count) throws Exception {
    Eventually.holds(() -> sockets() == count);
  }
}
