package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.LoadResult.Loaded;
import dev.adit.config.LoadResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  private static final String SMALLEST =
      """
      [[pool]]
      name = "main"
      url = "stratum+tcp://pool.example.com:3333"
      user = "wallet.rig"

      [[listener]]
      name = "farm"
      bind = ":3333"
      mode = "proxy"
      pools = ["main"]
      """;

  @TempDir private Path directory;

  private LoadResult load(String text) {
    try {
      return ConfigLoader.load(Files.writeString(directory.resolve("adit.toml"), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private AditConfig loaded(String text) {
    LoadResult result = load(text);
    assertThat(result).isInstanceOf(Loaded.class);
    return ((Loaded) result).config();
  }

  private List<String> problems(String text) {
    LoadResult result = load(text);
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).problems();
  }

  @Nested
  class OfTheSmallestFile {

    @Test
    void takesTheDocumentedDefaults() {
      assertThat(loaded(SMALLEST))
          .isEqualTo(
              new AditConfig(
                  new AdminConfig(
                      new HostPort("127.0.0.1", 8080), "admin", Secret.NONE, false, false),
                  List.of(
                      new PoolConfig(
                          "main",
                          new PoolUrl(PoolUrl.Scheme.TCP, "pool.example.com", 3333),
                          "wallet.rig",
                          new Secret("x"),
                          WorkerNames.SUFFIX,
                          false,
                          AlgorithmName.SHA256D,
                          false,
                          new BackoffConfig(Duration.ofSeconds(1), Duration.ofSeconds(60)))),
                  List.of(
                      new ListenerConfig(
                          "farm",
                          new HostPort("", 3333),
                          Mode.PROXY,
                          List.of("main"),
                          30000,
                          4096,
                          Duration.ofMinutes(5),
                          null,
                          new VardiffConfig(
                              true, Duration.ofSeconds(15), 0.001, 65536, Duration.ofSeconds(60)),
                          true,
                          true)),
                  new ReportConfig(Duration.ofSeconds(60))));
    }
  }

  @Nested
  class OfAFileWithMistakes {

    @Test
    void namesEveryProblemAtOnceWithKeyValueAndCure() {
      String text =
          SMALLEST
                  .replace("mode = \"proxy\"", "mode = \"proxi\"")
                  .replace("[\"main\"]", "[\"man\"]")
              + "max_miners = \"many\"\nidle_timeot = \"5m\"\nidle_timeout = 300\nkeepalive = {}\n";
      assertThat(problems(text))
          .containsExactlyInAnyOrder(
              "listener.farm.idle_timeot: unknown key: did you mean \"idle_timeout\"?",
              "listener.farm.keepalive: known, but not built yet in this version: remove it",
              "listener.farm.mode: \"proxi\" is none of the choices: write one of"
                  + " [\"proxy\", \"tap\", \"tcp\", \"udp\"]",
              "listener.farm.max_miners: \"many\" is not a whole number: write one from 0 to"
                  + " 2147483647, without quotes",
              "listener.farm.idle_timeout: 300 is not a duration: write it in quotes, such as"
                  + " \"15s\"",
              "listener.farm.pools: \"man\" is the name of no [[pool]]: did you mean \"main\"?");
    }
  }
}
