package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.forensics.Call;
import dev.adit.forensics.Eavesdropper;
import dev.adit.work.Algorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway with a tap, between sockets of this test.
@Timeout(120)
@SuppressWarnings("try") // a reset is a close
class TapIT {
  private static final long SEED = 7;

  @TempDir private Path directory;
  private ServerSocket pool;
  private Eavesdropper listening;
  private RelayGate gate;

  @SuppressWarnings("NullAway.Init") // set before each test
  TapIT() {}

  @BeforeEach
  void open() throws Exception {
    pool = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listening = Eavesdropper.attentive();
    gate = new RelayGate(directory, "tap", "127.0.0.1", listening::make);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
    pool.close();
  }

  /// The rest of a tap's table, and its pools, each a name and a URL.
  static String pools(String... namesAndUrls) {
    return with("", "", namesAndUrls);
  }

  /// @param listener more of the tap's keys
  /// @param pool more of each pool's keys
  static String with(String listener, String pool, String... namesAndUrls) {
    StringBuilder names = new StringBuilder();
    StringBuilder tables = new StringBuilder();
    for (int i = 0; i < namesAndUrls.length; i += 2) {
      names.append(i == 0 ? "" : ", ").append('"').append(namesAndUrls[i]).append('"');
      tables.append(
          "[[pool]]\nname = \"%s\"\nurl = \"%s\"\n%s\n"
              .formatted(namesAndUrls[i], namesAndUrls[i + 1], pool));
    }
    return "pools = [%s]\n%s\n%s".formatted(names, listener, tables);
  }

  private String url() {
    return "stratum+tcp://127.0.0.1:" + pool.getLocalPort();
  }

  private String main() {
    return pools("main", url());
  }

  @Test
  void carriesWhatIsSaidAndHearsIt() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write("hello\n".getBytes(US_ASCII));
      assertThat(served.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("hello\n");
      served.getOutputStream().write("who\nare you?\n".getBytes(US_ASCII));
      assertThat(miner.getInputStream().readNBytes(13)).asString(US_ASCII).startsWith("who\nare");
      Eventually.holds(() -> listening.lines().size() == 3);
      assertThat(listening.lines()).containsExactly("MINER hello", "POOL who", "POOL are you?");
      String from = "127.0.0.1:" + miner.getLocalPort();
      assertThat(listening.calls())
          .containsExactly(
              new Call(
                  Call.Kind.MINER,
                  "relay",
                  from,
                  "main",
                  "127.0.0.1",
                  pool.getLocalPort(),
                  Algorithm.SHA256D,
                  ""));
      assertThat(gate.view().mode()).isEqualTo("tap");
      assertThat(gate.view().flows().getFirst().client()).isEqualTo(from);
      assertThat(gate.view().flows().getFirst().target()).isEqualTo("main");
      assertThat(gate.view().flows().getFirst().sent()).isEqualTo(6);
      assertThat(gate.view().flows().getFirst().received()).isEqualTo(13);
    }
    gate.awaitEnds(1);
    Eventually.holds(() -> listening.ended() == 1);
  }

  @Test
  void tellsInOrderWhatCameBeforeThePoolWasReached() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gate.open(
          with(
              "proxy_protocol = [\"127.0.0.0/8\"]",
              "",
              "main",
              "stratum+tcp://127.0.0.1:" + slow.getLocalPort()));
      try (Socket miner = gate.connect()) {
        String header = "PROXY TCP4 192.0.2.7 127.0.0.1 4711 3333\r\n";
        miner.getOutputStream().write((header + "one\ntwo\n").getBytes(US_ASCII));
        miner.getOutputStream().write("three\n".getBytes(US_ASCII));
        try (Socket served = slow.accept()) {
          assertThat(served.getInputStream().readNBytes(14))
              .asString(US_ASCII)
              .isEqualTo("one\ntwo\nthree\n");
          Eventually.holds(() -> listening.lines().size() == 3);
          assertThat(listening.lines()).containsExactly("MINER one", "MINER two", "MINER three");
          assertThat(listening.calls().getFirst().miner()).isEqualTo("192.0.2.7:4711");
        }
      }
    }
  }

  @Test
  @DisplayName("half-close is preserved from the miner to the pool")
  void keepsTheWayBackOpenWhenTheMinerHasSaidAll() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write("all".getBytes(US_ASCII));
      miner.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
      served.getOutputStream().write("answer".getBytes(US_ASCII));
      assertThat(miner.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("answer");
      served.shutdownOutput();
      assertThat(miner.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  @Test
  @DisplayName("half-close is preserved from the pool to the miner")
  void keepsTheWayThereOpenWhenThePoolHasSaidAll() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      served.getOutputStream().write("all".getBytes(US_ASCII));
      served.shutdownOutput();
      assertThat(miner.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
      miner.getOutputStream().write("thanks".getBytes(US_ASCII));
      miner.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("thanks");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  @Test
  void passesAResetOnToThePool() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      served.getInputStream().read();
      miner.setSoLinger(true, 0);
      miner.close();
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
    Eventually.holds(() -> listening.ended() == 1);
  }

  @Test
  void passesAResetOnToTheMiner() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      served.getInputStream().read();
      served.setSoLinger(true, 0);
      served.close();
      assertThatThrownBy(() -> miner.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("target_reset", 1L);
  }

  @Test
  @DisplayName("a slow pool is not read for: what is held is bounded, and nothing is lost")
  void waitsForAPoolThatDoesNotRead() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      waitsFor(miner, served, () -> gate.view().sent());
    }
  }

  @Test
  @DisplayName("a slow miner is not read for: what is held is bounded, and nothing is lost")
  void waitsForAMinerThatDoesNotRead() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      waitsFor(served, miner, () -> gate.view().received());
    }
  }

  @Test
  @DisplayName("a miner that has said all may still be a slow reader")
  void waitsForASlowMinerThatHasSaidAll() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.shutdownOutput();
      assertThat(served.getInputStream().read()).isEqualTo(-1);
      waitsFor(served, miner, () -> gate.view().received());
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  private static void waitsFor(Socket from, Socket to, LongSupplier carried) throws Exception {
    byte[] sent = new byte[32 << 20];
    new Random(SEED).nextBytes(sent);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try (OutputStream out = from.getOutputStream()) {
                out.write(sent);
                from.shutdownOutput();
              } catch (IOException broken) {
                throw new IllegalStateException(broken);
              }
            });
    long held = RelayGate.awaitStandstill(carried);
    // Socket buffers of the kernel on both sides, and what we hold: far from all.
    assertThat(held).isLessThan(sent.length / 2);
    assertThat(writing).isNotDone();
    assertThat(Arrays.equals(to.getInputStream().readNBytes(sent.length), sent)).isTrue();
    writing.get(60, TimeUnit.SECONDS);
  }

  @Test
  void takesTheNextPoolWhereTheFirstIsNotThereAndKnowsItForAWhile() throws Exception {
    int gone;
    try (ServerSocket closed = new ServerSocket(0)) {
      gone = closed.getLocalPort();
    }
    gate.open(pools("gone", "stratum+tcp://127.0.0.1:" + gone, "main", url()));
    for (int i = 0; i < 2; i++) {
      try (Socket miner = gate.connect();
          Socket served = pool.accept()) {
        miner.getOutputStream().write(42);
        assertThat(served.getInputStream().read()).isEqualTo(42);
        assertThat(gate.view().flows().getFirst().target()).isEqualTo("main");
      }
    }
    assertThat(gate.view().targets().getFirst().address()).isEqualTo("gone");
    assertThat(gate.view().targets().getFirst().state()).isEqualTo("down");
    assertThat(gate.view().targets().getFirst().problem()).isEqualTo("connection refused");
    Eventually.holds(() -> listening.calls().size() == 2);
    assertThat(listening.calls()).allMatch(call -> call.pool().equals("main"));
  }

  @Test
  void takesTheNextPoolWhereTheFirstSwallowsEverything() throws Exception {
    // It is connected to, and then says nothing of TLS.
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      gate.open(
          with(
              "connect_timeout = \"500ms\"",
              "",
              "mute",
              "stratum+ssl://127.0.0.1:" + mute.getLocalPort(),
              "main",
              url()));
      try (Socket miner = gate.connect();
          Socket served = pool.accept()) {
        miner.getOutputStream().write(42);
        assertThat(served.getInputStream().read()).isEqualTo(42);
      }
      assertThat(gate.view().targets().getFirst().state()).isEqualTo("down");
    }
  }

  @Test
  void resetsAMinerWhoseLastPoolIsNotThere() throws Exception {
    String nowhere = main();
    pool.close();
    gate.open(nowhere);
    try (Socket miner = gate.connect()) {
      assertThatThrownBy(() -> miner.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("unreachable", 1L);
    assertThat(listening.calls()).isEmpty();
  }

  @Test
  void lockedOutAreThoseWhomTheGuardRefuses() throws Exception {
    gate.open(main());
    gate.ban("127.0.0.1");
    try (Socket miner = gate.connect()) {
      assertThat(readsNothing(miner)).isTrue();
    }
    assertThat(gate.view().begun()).isZero();
  }

  private static boolean readsNothing(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void hasRoomForSoManyMiners() throws Exception {
    gate.open(with("max_miners = 1", "", "main", url()));
    try (Socket first = gate.connect();
        Socket served = pool.accept();
        Socket second = gate.connect()) {
      assertThat(readsNothing(second)).isTrue();
      first.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
    }
    assertThat(gate.view().begun()).isEqualTo(1);
  }

  @Test
  void endsAFlowWhoseAddressIsBanned() throws Exception {
    gate.open(main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      served.getInputStream().read();
      gate.ban("127.0.0.1");
      assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("evicted", 1L);
    Eventually.holds(() -> listening.ended() == 1);
  }

  @Test
  void endsAFlowInWhichNothingMoves() throws Exception {
    gate.open(with("idle_timeout = \"300ms\"", "", "main", url()));
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      assertThat(miner.getInputStream().read()).isEqualTo(-1);
      assertThat(served.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("idle", 1L);
  }

  @Test
  void leavesMinersAloneWhereAReloadNamesAnotherPool() throws Exception {
    gate.open(main());
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      gate.reload(pools("other", "stratum+tcp://127.0.0.1:" + other.getLocalPort()));
      try (Socket next = gate.connect();
          Socket servedNext = other.accept()) {
        next.getOutputStream().write(2);
        assertThat(servedNext.getInputStream().read()).isEqualTo(2);
        miner.getOutputStream().write(3);
        assertThat(served.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  @Test
  void drainsWhatAReloadRemovesAndOpensWhatOneAdds() throws Exception {
    gate.open(with("drain = \"500ms\"", "", "main", url()));
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      gate.reloadWithout();
      assertThatThrownBy(gate::connect).isInstanceOf(IOException.class);
      miner.getOutputStream().write(2);
      assertThat(served.getInputStream().read()).isEqualTo(2);
      assertThat(miner.getInputStream().read()).isEqualTo(-1);
    }
    gate.reload(gate.port(), main());
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      miner.getOutputStream().write("back\n".getBytes(US_ASCII));
      assertThat(served.getInputStream().read()).isEqualTo('b');
      Eventually.holds(() -> listening.lines().contains("MINER back"));
    }
  }
}
