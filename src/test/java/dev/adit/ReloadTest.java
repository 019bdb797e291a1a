package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AditConfig;
import dev.adit.config.Change;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private List<String> changes(String after) throws IOException {
    return Change.between(before, config(after)).stream().map(Change::toString).toList();
  }

  @Test
  void touchesNothingWhereTheFileSaysTheSame() throws IOException {
    assertThat(changes("# a comment\n" + FILE)).isEmpty();
    assertThat(Reload.lines(before, before)).isEmpty();
  }

  @Test
  void namesWhatChangedWithBothValues() throws IOException {
    String after = FILE.replace("other.example.com", "elsewhere.example.com");
    assertThat(changes(after))
        .containsExactly(
            "pool.other.url: \"stratum+tcp://other.example.com:3333\" ->"
                + " \"stratum+tcp://elsewhere.example.com:3333\"");
    assertThat(Reload.reopened(before, config(after))).isEmpty();
  }

  @Test
  void tellsThatAPasswordChangedButNotWhatItIs() throws IOException {
    assertThat(changes(FILE.replaceFirst("user =", "password = \"hunter2\"\nuser =")))
        .containsExactly("pool.main.password: \"***\" -> \"***\"");
  }

  @Test
  void reopensListenersThatAreNewGoneOrElsewhere() throws IOException {
    String after = FILE.replace("name = \"barn\"", "name = \"shed\"");
    assertThat(changes(after)).containsExactly("listener.barn is gone", "listener.shed is new");
    assertThat(Reload.reopened(before, config(after))).containsExactly("barn", "shed");
    assertThat(Reload.reopened(before, config(FILE.replace(":3333\"\nmode", ":3335\"\nmode"))))
        .containsExactly("farm");
  }

  @Test
  void saysWhatEachChangeMeansForMiners() throws IOException {
    String after =
        FILE.replace("pools = [\"main\"]", "pools = [\"main\", \"other\"]\nmax_miners = 7")
                .replace(":3334", ":3335")
            + "[admin]\nlisten = \"127.0.0.1:9\"\n";
    assertThat(Reload.lines(before, config(after)))
        .containsExactly(
            "admin.listen: \"127.0.0.1:8080\" -> \"127.0.0.1:9\" (at the next start)",
            "listener.farm.pools: [\"main\"] -> [\"main\", \"other\"] (miners whose pool changes"
                + " move; who can't follow connects anew in a paced wave)",
            "listener.farm.max_miners: 30000 -> 7 (miners stay)",
            "listener.barn.bind: \":3334\" -> \":3335\" (it is closed and opened; its miners"
                + " connect anew)");
  }

  @Test
  void saysThatTheLogGoesElsewhereAtOnce() throws IOException {
    assertThat(Reload.lines(before, config(FILE + "[log]\nfile = \"/logs/a.log\"\n")))
        .containsExactly("log.file: \"\" -> \"/logs/a.log\" (at once)");
  }

  @Test
  void saysWhatBecomesOfListenersThatComeAndGo() throws IOException {
    assertThat(Reload.lines(before, config(FILE.replace("\"barn\"", "\"shed\""))))
        .containsExactly(
            "listener.barn is gone (its miners are disconnected)",
            "listener.shed is new (it is opened)");
  }

  @Test
  void speaksOfFlowsWhereNobodyMines() throws IOException {
    AditConfig running = config(relay("web", ":1", "tcp") + relay("dns", ":2", "udp"));
    String moved = relay("web", ":3", "tcp") + relay("dns", ":2", "udp").replace("192", "198");
    assertThat(Reload.lines(running, config(moved)))
        .containsExactly(
            "listener.web.bind: \":1\" -> \":3\" (it is closed and opened; its flows may go on for"
                + " listener.drain)",
            "listener.dns.to: [\"192.0.2.1:1\"] -> [\"198.0.2.1:1\"] (flows stay)");
    assertThat(Reload.lines(running, config(relay("new", ":3", "tcp"))))
        .containsExactly(
            "listener.web is gone (its flows may go on for listener.drain)",
            "listener.dns is gone (its sessions end)",
            "listener.new is new (it is opened)");
  }

  private static String relay(String name, String bind, String mode) {
    return "[[listener]]\nname = \"%s\"\nbind = \"%s\"\nmode = \"%s\"\nto = \"192.0.2.1:1\"\n"
        .formatted(name, bind, mode);
  }

  private AditConfig config(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    if (ConfigLoader.load(file) instanceof LoadResult.Loaded(_, AditConfig config, _)) {
      return config;
    }
    throw new AssertionError("the test's own file is refused");
  }

  @Test
  void leavesTheMinersOfATapWhereTheyAre() throws IOException {
    String tapped =
        FILE.replace(
            "mode = \"proxy\"\npools = [\"other\"]", "mode = \"tap\"\npools = [\"other\"]");
    AditConfig running = config(tapped);
    assertThat(Reload.lines(running, config(tapped.replace("other.example.com", "b.example.com"))))
        .containsExactly(
            "pool.other.url: \"stratum+tcp://other.example.com:3333\" ->"
                + " \"stratum+tcp://b.example.com:3333\" (for connections from now on)");
    assertThat(Reload.lines(running, config(tapped.replace("[\"other\"]", "[\"main\"]"))))
        .containsExactly(
            "listener.barn.pools: [\"other\"] -> [\"main\"] (for connections from now on)");
    assertThat(Reload.lines(running, config(tapped + "[forensics]\ngeek_mode = false\n")))
        .containsExactly("forensics.geek_mode: true -> false (at once)");
  }
}
