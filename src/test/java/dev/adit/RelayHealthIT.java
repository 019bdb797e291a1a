package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.net.BlackHole;
import dev.adit.relay.TargetView;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway that looks after the targets of its relay.
@Timeout(120)
class RelayHealthIT {
  private static final String JOB =
      "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"a\",\"%s\",\"00\",\"00\",[],"
              .formatted("0".repeat(64))
          + "\"20000000\",\"1703ffff\",\"66000000\",true]}";

  @TempDir private Path directory;
  private RelayGate gate;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  RelayHealthIT() {}

  @BeforeEach
  void prepare() {
    gate = new RelayGate(directory);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  private static ServerSocket listener(int port) throws Exception {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private TargetView awaitState(int target, String state) throws Exception {
    Eventually.holds(() -> gate.view().targets().get(target).state().equals(state));
    return gate.view().targets().get(target);
  }

  private static String health(String check, int... ports) {
    StringBuilder to = new StringBuilder();
    for (int port : ports) {
      to.append(to.isEmpty() ? "" : ", ").append("\"127.0.0.1:").append(port).append('"');
    }
    return """
    to = [%s]
    health = { interval = "200ms", timeout = "1s", retries = 2, check = "%s" }
    """
        .formatted(to, check);
  }

  @Test
  void skipsATargetThatIsGoneUntilItComesBack() throws Exception {
    ServerSocket first = listener(0);
    int port = first.getLocalPort();
    try (ServerSocket second = listener(0)) {
      gate.open(health("tcp", port, second.getLocalPort()));
      awaitState(0, "up");
      awaitState(1, "up");
      assertThat(gate.view().begun()).as("a check is no flow").isZero();
      first.close();
      assertThat(awaitState(0, "down").problem()).isEqualTo("connection refused");
      try (Socket client = gate.connect()) {
        client.getOutputStream().write(42);
        assertThat(acceptOneThatSpeaks(second)).isEqualTo(42);
      }
      assertThat(gate.view().targets().get(0).state()).isEqualTo("down");
      try (ServerSocket again = listener(port)) {
        awaitState(0, "up");
        try (Socket client = gate.connect()) {
          client.getOutputStream().write(43);
          assertThat(acceptOneThatSpeaks(again)).isEqualTo(43);
        }
      }
    }
  }

  @Test
  void costsNoFlowTheTimeToFindOutThatATargetSwallowsEverything() throws Exception {
    try (BlackHole first = new BlackHole("127.0.0.1", 0);
        ServerSocket second = listener(0)) {
      gate.open(health("tcp", first.port(), second.getLocalPort()));
      awaitState(1, "up");
      assertThat(awaitState(0, "down").problem()).isEqualTo("no answer to the connection attempt");
      long began = System.nanoTime();
      try (Socket client = gate.connect()) {
        client.getOutputStream().write(42);
        assertThat(acceptOneThatSpeaks(second)).isEqualTo(42);
      }
      // Whoever had to find out for itself would wait for connect_timeout, 15 s.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  /// Among the checks, which say nothing.
  private static int acceptOneThatSpeaks(ServerSocket at) throws Exception {
    while (true) {
      try (Socket served = at.accept()) {
        int read = served.getInputStream().read();
        if (read >= 0) {
          return read;
        }
      }
    }
  }

  @Test
  void seesAJobOfAPool() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().recording())) {
      gate.open(health("stratum", pool.port()));
      Eventually.holds(() -> !pool.received().isEmpty());
      Eventually.holds(
          () -> {
            pool.broadcast(JOB);
            return gate.view().targets().getFirst().state().equals("up");
          });
      assertThat(pool.received()).allMatch(line -> line.contains("mining.subscribe"));
    }
  }

  @Test
  void missesAJobOfAPoolThatWantsALoginFirst() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings())) {
      gate.open(health("stratum", pool.port()));
      assertThat(awaitState(0, "down").problem()).contains("it answers, but gives no job");
    }
  }

  @Test
  void missesAnswersOfWhoAcceptsAndSaysNothing() throws Exception {
    try (ServerSocket silent = listener(0)) {
      gate.open(health("stratum", silent.getLocalPort()));
      assertThat(awaitState(0, "down").problem()).contains("does not answer mining.subscribe");
    }
  }

  @Test
  void aReloadThatIsRefusedLeavesNoRelayBehind() throws Exception {
    try (ServerSocket silent = listener(0)) {
      gate.open(health("tcp", silent.getLocalPort()));
      String others =
          """
          [[listener]]
          name = "fine"
          bind = "127.0.0.1:0"
          mode = "tcp"
          to = "127.0.0.1:1"
          [[listener]]
          name = "taken"
          bind = "127.0.0.1:%d"
          mode = "tcp"
          to = "127.0.0.1:1"
          """
              .formatted(silent.getLocalPort());
      assertThatThrownBy(() -> gate.reload(health("tcp", silent.getLocalPort()) + others))
          .hasMessageContaining("taken");
      assertThat(gate.names()).containsExactly("relay");
    }
  }

  @Test
  void aReloadChangesWhatIsChecked() throws Exception {
    try (ServerSocket silent = listener(0)) {
      gate.open(health("stratum", silent.getLocalPort()));
      awaitState(0, "down");
      gate.reload(health("tcp", silent.getLocalPort()));
      awaitState(0, "up");
      gate.reload("to = \"127.0.0.1:%d\"\n".formatted(silent.getLocalPort()));
      awaitState(0, "unknown");
    }
  }
}
