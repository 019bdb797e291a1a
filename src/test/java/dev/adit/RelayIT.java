package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.relay.RelayView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway that relays TCP between sockets of this test.
@Timeout(120)
@SuppressWarnings("try") // a reset is a close
class RelayIT {
  private static final long SEED = 7;

  @TempDir private Path directory;
  private ServerSocket target;
  private RelayGate gate;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  RelayIT() {}

  @BeforeEach
  void open() throws Exception {
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    gate = new RelayGate(directory);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
    target.close();
  }

  private String to() {
    return "to = \"127.0.0.1:%d\"\n".formatted(target.getLocalPort());
  }

  @Test
  void carriesWhatIsSaidBothWays() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write("ping".getBytes(US_ASCII));
      assertThat(served.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("ping");
      served.getOutputStream().write("pong".getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("pong");
      RelayView view = gate.view();
      assertThat(view.open()).isEqualTo(1);
      assertThat(view.sent()).isEqualTo(4);
      assertThat(view.received()).isEqualTo(4);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().open()).isZero();
  }

  @Test
  @DisplayName("T43 half-close is preserved from the client to the target")
  void keepsTheWayBackOpenWhenTheClientHasSaidAll() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write("all".getBytes(US_ASCII));
      client.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
      served.getOutputStream().write("answer".getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("answer");
      served.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  @Test
  @DisplayName("T43 half-close is preserved from the target to the client")
  void keepsTheWayThereOpenWhenTheTargetHasSaidAll() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      served.getOutputStream().write("all".getBytes(US_ASCII));
      served.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
      client.getOutputStream().write("thanks".getBytes(US_ASCII));
      client.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("thanks");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  @Test
  @DisplayName("T43 a reset of the client reaches the target")
  void passesAResetOnToTheTarget() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write(1);
      served.getInputStream().read();
      client.setSoLinger(true, 0);
      client.close();
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
  }

  @Test
  @DisplayName("T43 a reset of the target reaches the client")
  void passesAResetOnToTheClient() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write(1);
      served.getInputStream().read();
      served.setSoLinger(true, 0);
      served.close();
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("target_reset", 1L);
  }

  @Test
  void leavesIpv6ToOthersWhereItListensOnAllAddressesOfIpv4() throws Exception {
    gate = new RelayGate(directory, "tcp", "0.0.0.0");
    gate.open(to());
    try (RelayGate other = new RelayGate(directory, "tcp", "[::1]")) {
      assertThat(other.failure(gate.port(), to())).isEmpty();
    }
  }

  @Test
  void isThereForIpv4AndIpv6WhereItListensOnAllAddresses() throws Exception {
    gate = new RelayGate(directory, "tcp", "");
    gate.open(to());
    for (String host : new String[] {"127.0.0.1", "::1"}) {
      try (Socket client = new Socket(InetAddress.ofLiteral(host), gate.port());
          Socket served = target.accept()) {
        client.getOutputStream().write(6);
        assertThat(served.getInputStream().read()).isEqualTo(6);
      }
    }
  }

  @Test
  void resetsAClientWhoseTargetIsNotThere() throws Exception {
    String nowhere = to();
    target.close();
    gate.open(nowhere);
    try (Socket client = gate.connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("unreachable", 1L);
    assertThat(gate.view().targets().getFirst().problem()).isEqualTo("connection refused");
  }

  @Test
  void takesTheNextTargetWhereTheFirstIsNotThere() throws Exception {
    int gone;
    try (ServerSocket closed = new ServerSocket(0)) {
      gone = closed.getLocalPort();
    }
    gate.open("to = [\"127.0.0.1:%d\", \"127.0.0.1:%d\"]".formatted(gone, target.getLocalPort()));
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write(42);
      assertThat(served.getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  @DisplayName("T43 a slow reader is not read for: what is held is bounded, and nothing is lost")
  void waitsForASlowReader() throws Exception {
    gate.open(to());
    byte[] sent = new byte[32 << 20];
    new Random(SEED).nextBytes(sent);
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try (OutputStream out = client.getOutputStream()) {
                  out.write(sent);
                  client.shutdownOutput();
                } catch (IOException broken) {
                  throw new IllegalStateException(broken);
                }
              });
      long held = gate.awaitStandstill();
      // Socket buffers of the kernel on both sides, and what we hold: far from all.
      assertThat(held).isLessThan(sent.length / 2);
      assertThat(writing).isNotDone();
      byte[] received = served.getInputStream().readNBytes(sent.length);
      assertThat(Arrays.equals(received, sent)).isTrue();
      writing.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void carriesMuchBothWaysAtOnceByteForByte() throws Exception {
    gate.open(to());
    int flows = 3;
    List<CompletableFuture<Void>> talks = new ArrayList<>();
    for (int i = 0; i < flows; i++) {
      Socket client = gate.connect();
      Socket served = target.accept();
      talks.add(Talk.of(client, SEED + i, served, SEED + i + flows));
    }
    for (CompletableFuture<Void> talk : talks) {
      talk.get(60, TimeUnit.SECONDS);
    }
    gate.awaitEnds(flows);
    assertThat(gate.view().ended()).containsEntry("closed", (long) flows);
    assertThat(gate.view().sent()).isEqualTo((long) flows * Talk.BYTES);
    assertThat(gate.view().received()).isEqualTo((long) flows * Talk.BYTES);
  }

  @Test
  @DisplayName("T43 a reset in the middle of much is passed on")
  void passesAResetOnInTheMiddleOfMuch() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      byte[] much = new byte[4 << 20];
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> Talk.write(client, much));
      served.getInputStream().readNBytes(much.length);
      writing.get(60, TimeUnit.SECONDS);
      client.setSoLinger(true, 0);
      client.close();
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
  }

  @Test
  void endsAFlowThatTheKernelCarriesWhenItsAddressIsBanned() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      byte[] much = new byte[4 << 20];
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> Talk.write(client, much));
      served.getInputStream().readNBytes(much.length);
      writing.get(60, TimeUnit.SECONDS);
      gate.ban("127.0.0.1");
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("evicted", 1L);
  }

  @Test
  void endsAFlowInWhichNothingMoves() throws Exception {
    gate.open(to() + "idle_timeout = \"300ms\"\n");
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(served.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("idle", 1L);
  }

  @Test
  void tellsTheTargetInTextWhereTheClientIs() throws Exception {
    gate.open(to() + "send_proxy = \"v1\"\n");
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write("x\n".getBytes(US_ASCII));
      String expected =
          "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\nx\n"
              .formatted(client.getLocalPort(), gate.port());
      InputStream in = served.getInputStream();
      assertThat(in.readNBytes(expected.length())).asString(US_ASCII).isEqualTo(expected);
    }
  }

  @Test
  void tellsTheTargetInBinaryWhereTheClientIs() throws Exception {
    gate.open(to() + "send_proxy = \"v2\"\n");
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write(9);
      byte[] header = served.getInputStream().readNBytes(29);
      assertThat(header).startsWith(13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10);
      assertThat(header[12]).isEqualTo((byte) 0x21);
      assertThat(header[13]).isEqualTo((byte) 0x11);
      assertThat(Arrays.copyOfRange(header, 16, 20)).containsExactly(127, 0, 0, 1);
      assertThat(((header[24] & 0xff) << 8) | (header[25] & 0xff)).isEqualTo(client.getLocalPort());
      assertThat(header[28]).isEqualTo((byte) 9);
    }
  }

  @Test
  void believesTheHeaderOfALoadBalancerAndPassesItOn() throws Exception {
    gate.open(to() + "send_proxy = \"v1\"\nproxy_protocol = [\"127.0.0.1\"]\n");
    try (Socket client = gate.connect()) {
      client
          .getOutputStream()
          .write("PROXY TCP4 192.0.2.7 198.51.100.1 999 3333\r\nhello".getBytes(US_ASCII));
      try (Socket served = target.accept()) {
        String expected = "PROXY TCP4 192.0.2.7 127.0.0.1 999 %d\r\nhello".formatted(gate.port());
        assertThat(served.getInputStream().readNBytes(expected.length()))
            .asString(US_ASCII)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void losesNothingOfAClientThatSaysAllAtOnceBehindAHeader() throws Exception {
    gate.open(to() + "proxy_protocol = [\"127.0.0.1\"]\n[guard]\nenabled = false\n");
    byte[] all = new byte[20_000];
    new Random(SEED).nextBytes(all);
    for (int i = 0; i < 30; i++) {
      try (Socket client = gate.connect()) {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes("PROXY TCP4 192.0.2.7 198.51.100.1 999 3333\r\n".getBytes(US_ASCII));
        first.writeBytes(all);
        client.getOutputStream().write(first.toByteArray());
        client.shutdownOutput();
        try (Socket served = target.accept()) {
          assertThat(served.getInputStream().readAllBytes()).isEqualTo(all);
          served.getOutputStream().write(7);
        }
        assertThat(client.getInputStream().read()).isEqualTo(7);
      }
    }
  }

  @Test
  @DisplayName("T43 a reset is passed on though the other side takes nothing any more")
  void hearsOfAResetWhileTheOtherSideIsStuck() throws Exception {
    gate.open(to());
    Socket client = gate.connect();
    try (Socket served = target.accept()) {
      byte[] much = new byte[4 << 20];
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> Talk.write(client, much));
      served.getInputStream().readNBytes(much.length);
      writing.get(60, TimeUnit.SECONDS);
      Thread.startVirtualThread(
          () -> {
            try {
              Talk.write(client, new byte[64 << 20]);
            } catch (UncheckedIOException closed) {
              // as it is to be
            }
          });
      gate.awaitStandstill();
      client.setSoLinger(true, 0);
      client.close();
      gate.awaitEnds(1);
      assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
    }
  }

  @Test
  void asksTheGuardFirst() throws Exception {
    gate.open(to() + "[guard]\ndeny = [\"127.0.0.1\"]\n");
    try (Socket client = gate.connect()) {
      assertThatThrownBy(
              () -> {
                client.getOutputStream().write(1);
                if (client.getInputStream().read() < 0) {
                  throw new SocketException("closed");
                }
              })
          .isInstanceOf(SocketException.class);
    }
    assertThat(gate.view().begun()).isZero();
  }

  @Test
  void letsFlowsLiveThroughAReloadAndSendsNewOnesElsewhere() throws Exception {
    gate.open(to());
    try (Socket client = gate.connect();
        Socket served = target.accept();
        ServerSocket second = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      gate.reload("to = \"127.0.0.1:%d\"\n".formatted(second.getLocalPort()));
      try (Socket next = gate.connect();
          Socket servedNext = second.accept()) {
        next.getOutputStream().write(2);
        assertThat(servedNext.getInputStream().read()).isEqualTo(2);
        client.getOutputStream().write(3);
        assertThat(served.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  @Test
  void drainsWhatAReloadRemoves() throws Exception {
    gate.open(to() + "drain = \"500ms\"\n");
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      gate.reloadWithout();
      assertThatThrownBy(gate::connect).isInstanceOf(IOException.class);
      client.getOutputStream().write(2);
      assertThat(served.getInputStream().read()).isEqualTo(2);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void goesNoFasterThanAllowed() throws Exception {
    gate.open(to() + "max_bytes_per_second = \"1MiB\"\n");
    byte[] sent = new byte[1 << 20];
    try (Socket client = gate.connect();
        Socket served = target.accept()) {
      long began = System.nanoTime();
      CompletableFuture<Integer> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return served.getInputStream().readNBytes(sent.length).length;
                } catch (IOException broken) {
                  throw new IllegalStateException(broken);
                }
              });
      client.getOutputStream().write(sent);
      assertThat(reading.get(60, TimeUnit.SECONDS)).isEqualTo(sent.length);
      // What a burst may make up for is a tenth of a second, and the last piece goes at once.
      assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }
}
