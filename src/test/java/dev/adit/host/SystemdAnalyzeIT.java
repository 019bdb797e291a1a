package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What systemd thinks of our units, where it is there to be asked.
class SystemdAnalyzeIT {
  private static final Commands HOST = Commands.real();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  SystemdAnalyzeIT() {}

  @BeforeEach
  void withSystemd() {
    assumeTrue(HOST.run(List.of("systemd-analyze", "--version")).fine(), "needs systemd-analyze");
  }

  private Path unit(Needs needs) throws IOException {
    // A program that is there: ours may not be installed.
    String text =
        UnitFile.text(needs, Path.of("/etc/adit/adit.toml"), 1_048_576)
            .replace(Places.START.toString(), "/bin/true");
    return Files.writeString(directory.resolve("adit.service"), text);
  }

  @Test
  void findsNoFault() throws IOException {
    Commands.Result verified =
        HOST.run(List.of("systemd-analyze", "verify", unit(Hosts.needs(443)).toString()));
    assertThat(verified.output().lines()).noneMatch(line -> line.contains("adit"));
    assertThat(verified.fine()).isTrue();
    Path firewall = directory.resolve("adit-firewall.service");
    Files.writeString(firewall, PacketFilter.unit(Path.of("/bin/true")));
    assertThat(HOST.run(List.of("systemd-analyze", "verify", firewall.toString())).output().lines())
        .noneMatch(line -> line.contains("adit"));
  }

  @Test
  void findsItHardened() throws IOException {
    Commands.Result judged =
        HOST.run(
            List.of(
                "systemd-analyze",
                "security",
                "--no-pager",
                "--offline=true",
                "--threshold=15",
                unit(Hosts.needs(3333)).toString()));
    assertThat(judged.fine()).as(judged.lastLine()).isTrue();
  }
}
