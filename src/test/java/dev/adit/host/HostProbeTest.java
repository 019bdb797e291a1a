package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
  private static final String ALL = "000001ffffffffff";
  private static final String OF_A_CONTAINER = "00000000a80425fb";

  @TempDir private Path root;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  HostProbeTest() {}

  @BeforeEach
  void install() throws IOException {
    write("etc/systemd/system/adit.service", "[Service]\nLimitNOFILE=65536\n");
    write("proc/1/limits", "Max open files            1024                 4096           files\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private HostFacts facts(String bounds) throws IOException {
    write("proc/1/status", "Name:\tsystemd\nCapBnd:\t" + bounds + "\nCapAmb:\t0\n");
    return HostProbe.read(root, command -> new Commands.Result(1, ""));
  }

  @Test
  void believesTheUnitWhereSystemdMayRaiseLimits() throws IOException {
    assertThat(facts(ALL).openFiles()).hasValue(65_536);
  }

  @Test
  void believesTheLimitOfAContainerWhereItIsLower() throws IOException {
    assertThat(facts(OF_A_CONTAINER).openFiles()).hasValue(4_096);
  }
}
