package dev.adit.forensics.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adit.config.HostPort;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A time server that nobody here wrote. Runs as root, where chronyd is; it leaves the machine's
/// clock alone.
@Timeout(120)
class NtpClockIT {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  NtpClockIT() {}

  @Test
  void asksChrony() throws Exception {
    Path chronyd = chronyd();
    assumeTrue(chronyd != null, "needs chronyd");
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    int port = freePort();
    Process server = start(Objects.requireNonNull(chronyd), port);
    LinkedBlockingQueue<ClockReading> heard = new LinkedBlockingQueue<>();
    HostPort address = new HostPort("127.0.0.1", port);
    try (NtpClock clock =
        new NtpClock(
            List.of(address), Duration.ofHours(1), Duration.ofMillis(50), () -> 0, heard::add)) {
      clock.start();
      ClockReading reading = heard.poll(100, TimeUnit.SECONDS);
      // While it starts nobody answers.
      while (reading != null && reading.servers() == 0 && server.isAlive()) {
        reading = heard.poll(100, TimeUnit.SECONDS);
      }
      assertThat(reading).as(Files.readString(directory.resolve("out"))).isNotNull();
      assertThat(reading.servers()).as(Files.readString(directory.resolve("out"))).isEqualTo(1);
      // It goes by the same clock as we do.
      assertThat(reading.offsetMillis()).isCloseTo(0, within(1_000L));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private Process start(Path chronyd, int port) throws IOException {
    Path file = directory.resolve("chrony.conf");
    Files.writeString(
        file,
        """
        port %d
        bindaddress 127.0.0.1
        allow 127.0.0.1
        local stratum 10
        cmdport 0
        bindcmdaddress /
        pidfile %s
        """
            .formatted(port, directory.resolve("chronyd.pid")));
    return new ProcessBuilder(chronyd.toString(), "-d", "-x", "-u", "root", "-f", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("out").toFile())
        .start();
  }

  private static @Nullable Path chronyd() {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(place -> Path.of(place, "chronyd"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
