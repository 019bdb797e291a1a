package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.sim.BenchRow;
import dev.adit.sim.RelayBench;
import dev.adit.sim.RelayBenchSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try") // what interrupts a close ends the test
class BenchRelayIT {
  @TempDir private Path directory;

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static RelayBenchSettings settings(int target, int backend) {
    return new RelayBenchSettings()
        .target(new InetSocketAddress(InetAddress.getLoopbackAddress(), target))
        .backendListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), backend))
        .streams(List.of(1, 3))
        .warmUp(0)
        .seconds(1);
  }

  private static double figure(BenchRow row, String name) {
    return Objects.requireNonNull(row.figures().get(name)).doubleValue();
  }

  @Test
  void measuresARelay() throws Exception {
    int backend = freePort();
    try (RelayGate gate = new RelayGate(directory)) {
      gate.open("to = \"127.0.0.1:%d\"\n[guard]\nenabled = false\n".formatted(backend));
      List<BenchRow> rows =
          new RelayBench(settings(gate.port(), backend).pid(ProcessHandle.current().pid())).run();
      assertThat(rows).hasSize(4);
      assertThat(rows.get(0).figures()).containsKeys("mb_per_s", "cpu_ms_per_gb");
      assertThat(figure(rows.get(0), "mb_per_s")).isPositive();
      assertThat(figure(rows.get(2), "p50_us")).isPositive();
      assertThat(figure(rows.get(3), "per_s")).isPositive();
      assertThat(gate.view().begun()).isGreaterThan(5);
    }
  }

  @Test
  void saysWhatIsWrongWhereNothingListens() throws Exception {
    int nowhere = freePort();
    assertThatThrownBy(() -> new RelayBench(settings(nowhere, freePort())).run())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("localhost:" + nowhere + " does not carry what it is given")
        .hasMessageContaining("Connection refused");
  }
}
