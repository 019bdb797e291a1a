package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.guard.GuardSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardWatchTest {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  GuardWatchTest() {}

  private GuardSettings settings() throws IOException {
    Path karoo = directory.resolve("config.json");
    Files.writeString(
        karoo,
        "{\"upstream\": {\"host\": \"p\", \"user\": \"w\"}, \"ratelimit\": {\"enabled\": true}}");
    LoadResult.Loaded loaded = (LoadResult.Loaded) ConfigLoader.load(karoo);
    return ProxySettings.guard(loaded.config().guard(), OptionalInt.empty());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("file"), text);
  }

  @Test
  void touchesNoFileThatHoldsSomethingElse() throws IOException {
    String other = "[guard]\nfile = \"adit.toml\"\n";
    Path file = file(other);
    try (GuardWatch watch = new GuardWatch(settings(), file)) {
      assertThatThrownBy(watch::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has 2 lines that are no bans");
    }
    assertThat(file).hasContent(other);
  }

  @Test
  void countsOneStrangeLineAsOne() throws IOException {
    try (GuardWatch watch = new GuardWatch(settings(), file("[guard]\n"))) {
      assertThatThrownBy(watch::start).hasMessageContaining("has 1 line that is no ban: take out");
    }
  }

  @Test
  void takesUpTheBansOfAFileThatAReloadNames() throws IOException {
    Path file = file("192.0.2.7 hand forever\n");
    try (GuardWatch watch = new GuardWatch(settings(), null)) {
      watch.start();
      watch.file(file);
      assertThat(watch.guard().bans(System.nanoTime())).hasSize(1);
    }
    assertThat(file).hasContent("192.0.2.7 hand forever");
  }

  @Test
  void namesADirectoryThatIsNotThere() throws IOException {
    try (GuardWatch watch = new GuardWatch(settings(), directory.resolve("no/file"))) {
      assertThatThrownBy(watch::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in no directory");
    }
  }
}
