package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final String KAROO =
      """
      {"upstream": {"host": "pool.example.com", "user": "wallet.proxy", "pass": "hunter2",
        "socks_proxy": {"enabled": true, "type": "socks5", "host": "127.0.0.1", "port": 1080,
          "username": "me", "password": "p@ss"}},
       "backups": [{"host": "backup.example.com", "user": "wallet.backup"}]}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void printsWhatLoadsAsTheSameConfiguration() throws IOException {
    Path karoo = Files.writeString(directory.resolve("config.json"), KAROO);
    assertThat(run("import", karoo.toString())).isZero();
    Path toml = Files.writeString(directory.resolve("adit.toml"), out.toString());
    assertThat(((Loaded) ConfigLoader.load(toml)).config())
        .isEqualTo(((Loaded) ConfigLoader.load(karoo)).config());
  }

  @Test
  void carriesPasswordsOver() throws IOException {
    Path karoo = Files.writeString(directory.resolve("config.json"), KAROO);
    assertThat(run("import", karoo.toString())).isZero();
    assertThat(out.toString())
        .contains("password = \"hunter2\"", "socks5 = \"socks5://me:p%40ss@127.0.0.1:1080\"");
  }

  @Test
  void printsTheGuardOfANode() throws IOException {
    String node = "[server.stratum_mining_config]\nip_tracking = true\nchain_type = \"Mainnet\"\n";
    Path file = Files.writeString(directory.resolve("mwc-server.toml"), node);
    assertThat(run("import", file.toString())).isZero();
    assertThat(out.toString())
        .startsWith("# server.stratum_mining_config.chain_type is not carried over\n\n[guard]\n")
        .contains("max_miners = 10000")
        .doesNotContain("[[pool]]");
  }

  @Test
  void printsAPortRelayFile() throws IOException {
    Path env = Files.writeString(directory.resolve(".env"), "RELAY_7=60443;443;::1;udp\nPORT=1\n");
    assertThat(run("import", env.toString())).isZero();
    assertThat(out.toString()).startsWith("# PORT (line 2): unknown key, ignored: did you mean");
    Path toml = Files.writeString(directory.resolve("adit.toml"), out.toString());
    assertThat(((Loaded) ConfigLoader.load(toml)).config())
        .isEqualTo(((Loaded) ConfigLoader.load(env)).config());
  }

  @Test
  void refusesWhatIsNativeAlready() throws IOException {
    Path toml = directory.resolve("adit.toml");
    run("import", Files.writeString(directory.resolve("config.json"), KAROO).toString());
    Files.writeString(toml, out.toString());
    assertThat(run("import", toml.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is native already");
  }

  @Test
  void printsEveryProblemOnALineAndExitsWithTwo() throws IOException {
    Path karoo = Files.writeString(directory.resolve("config.json"), "{\"proxy\": {}}");
    assertThat(run("import", karoo.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("upstream."));
    assertThat(out.toString()).isEmpty();
  }
}
