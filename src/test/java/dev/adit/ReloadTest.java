package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  private static final String FILE =
      """
      [[pool]]
      name = "main"
      url = "stratum+tcp://pool.example.com:3333"
      user = "wallet.rig"

      [[pool]]
      name = "other"
      url = "stratum+tcp://other.example.com:3333"
      user = "wallet.rig"

      [[listener]]
      name = "farm"
      bind = ":3333"
      mode = "proxy"
      pools = ["main"]

      [[listener]]
      name = "barn"
      bind = ":3334"
      mode = "proxy"
      pools = ["other"]
      """;

  @TempDir Path directory;
  AditConfig before;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  ReloadTest() {}

  @BeforeEach
  void readOnce() throws IOException {
    before = config(FILE);
  }

  @Test
  void touchesNothingWhereTheFileSaysTheSame() throws IOException {
    AditConfig same = config("# a comment\n" + FILE);
    assertThat(Reload.changes(before, same)).isEmpty();
    assertThat(Reload.listeners(before, same)).isEmpty();
  }

  @Test
  void touchesTheListenersOfAPoolThatChanged() throws IOException {
    AditConfig after = config(FILE.replace("other.example.com", "elsewhere.example.com"));
    assertThat(Reload.changes(before, after)).containsExactly("pool.other has changed");
    assertThat(Reload.listeners(before, after)).containsExactly("barn");
  }

  @Test
  void touchesTheListenersOfAPasswordThatChangedAndDoesNotTellIt() throws IOException {
    AditConfig after =
        config(
            FILE.replaceFirst(
                "user = \"wallet.rig\"", "user = \"wallet.rig\"\npassword = \"pst\""));
    assertThat(Reload.changes(before, after)).containsExactly("pool.main has changed");
    assertThat(Reload.listeners(before, after)).containsExactly("farm");
  }

  @Test
  void touchesListenersThatAreNewOrGone() throws IOException {
    AditConfig after = config(FILE.replace("name = \"barn\"", "name = \"shed\""));
    assertThat(Reload.changes(before, after))
        .containsExactly("listener.barn is gone", "listener.shed is new");
    assertThat(Reload.listeners(before, after)).containsExactly("barn", "shed");
  }

  private AditConfig config(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    if (ConfigLoader.load(file) instanceof LoadResult.Loaded(_, AditConfig config, _)) {
      return config;
    }
    throw new AssertionError("the test's own file is refused");
  }
}
