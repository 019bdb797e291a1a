package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeedsTest {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  NeedsTest() {}

  private Needs of(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Needs.of(((LoadResult.Loaded) ConfigLoader.load(file)).config(), false);
  }

  @Test
  void countsTheFlowsThatRelaysMayHave() throws IOException {
    String relays = "RELAY_1=1;25;a.example.com\nRELAY_2=2;25;a.example.com\nRELAY_3=3;53;b;UDP\n";
    Needs needs = of(".env", relays);
    assertThat(needs.miners()).as("10,000 connections of each relay").isEqualTo(20_000);
    assertThat(needs.outgoing()).as("half of the house for sessions").isEqualTo(20_000 + 15_000);
  }

  @Test
  void countsNoMoreThanTheGuardLetsIn() throws IOException {
    Needs needs =
        of(
            "adit.toml",
            """
            [guard]
            max_miners = 500
            [[listener]]
            name = "web"
            bind = ":1"
            mode = "tcp"
            to = "a.example.com:1"
            """);
    assertThat(needs.miners()).isEqualTo(500);
    assertThat(needs.outgoing()).isEqualTo(500);
  }

  @Test
  void countsEverySessionWhereTheGuardLetsInAnyNumber() throws IOException {
    Needs needs =
        of(
            "adit.toml",
            """
            [guard]
            max_miners = 0
            [[listener]]
            name = "time"
            bind = ":1"
            mode = "udp"
            to = "a.example.com:1"
            max_sessions = 3000
            """);
    assertThat(needs.outgoing()).isEqualTo(3_000);
  }
}
