package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adit.host.NotifyEar;
import io.netty.channel.epoll.Epoll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What systemd hears from `adit run`, in a process of its own.
@Timeout(120)
class SupervisedIT {
  private static final String FILE =
      """
      [admin]
      listen = ""
      [[pool]]
      name = "main"
      url = "stratum+tcp://127.0.0.1:1"
      user = "w"
      [[listener]]
      name = "farm"
      bind = "127.0.0.1:0"
      mode = "proxy"
      pools = ["main"]
      """;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  SupervisedIT() {}

  @Test
  void hearsOfTheStartOfLifeOfReloadsAndOfTheEnd() throws Exception {
    assumeTrue(Epoll.isAvailable(), "needs Linux");
    Path file = Files.writeString(directory.resolve("adit.toml"), FILE);
    Path socket = directory.resolve("notify");
    try (NotifyEar ear = new NotifyEar(socket.toString())) {
      Process adit = start(file, socket);
      try {
        assertThat(ear.next(60_000)).startsWith("READY=1\nSTATUS=ready: farm 127.0.0.1:");
        assertThat(ear.next(60_000)).isEqualTo("WATCHDOG=1");
        assertThat(ear.next(60_000)).isEqualTo("WATCHDOG=1");

        signal(adit, "HUP");
        assertThat(ear.news(60_000)).startsWith("RELOADING=1\nMONOTONIC_USEC=");
        assertThat(ear.news(60_000)).isEqualTo("READY=1\nSTATUS=serving");

        Files.writeString(file, "[[pool]]\n");
        signal(adit, "HUP");
        assertThat(ear.news(60_000)).startsWith("RELOADING=1\n");
        assertThat(ear.news(60_000)).startsWith("READY=1\nSTATUS=serving; a reload was refused: [");

        signal(adit, "TERM");
        assertThat(ear.news(60_000)).isEqualTo("STOPPING=1\nSTATUS=stopping");
        assertThat(adit.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(adit.exitValue()).isZero();
      } finally {
        adit.destroyForcibly();
      }
    }
  }

  private Process start(Path file, Path socket) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classes,
                "dev.adit.Main",
                "run",
                "-c",
                file.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("NOTIFY_SOCKET", socket.toString());
    builder.environment().put("WATCHDOG_USEC", "1000000");
    return builder.start();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
