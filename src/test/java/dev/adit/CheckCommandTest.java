package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int check(String text) throws IOException {
    return run("check", "-c", Files.writeString(directory.resolve("config"), text).toString());
  }

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void printsTheEffectiveConfigurationWithSecretsMasked() throws IOException {
    String karoo =
        "{\"upstream\": {\"host\": \"pool.example.com\", \"user\": \"w\", \"pass\": \"hunter2\"}}";
    assertThat(check(karoo)).isZero();
    assertThat(out.toString())
        .contains("url = \"stratum+tcp://pool.example.com:3333\"", "password = \"***\"")
        .doesNotContain("hunter2");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsEveryProblemOnALineAndExitsWithTwo() throws IOException {
    assertThat(check("[[pool]]\nname = \"main\"\nurl = \"x\"\n")).isEqualTo(2);
    assertThat(err.toString().lines())
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly("pool.main.url", "pool.main.user", "listener");
    assertThat(out.toString()).isEmpty();
  }

  private int checkExpecting(String address) throws IOException {
    return check(
        """
        [[pool]]
        name = "main"
        url = "stratum+tcp://pool.example.com:3333"
        [[listener]]
        name = "tap"
        bind = ":3334"
        mode = "tap"
        pools = ["main"]
        [forensics]
        expect_address = "%s"
        """
            .formatted(address));
  }

  @Test
  void anAddressThatIsMistypedIsAProblem() throws IOException {
    assertThat(checkExpecting("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")).isZero();
    assertThat(checkExpecting("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("forensics.expect_address: \"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5\" is");
  }

  @Test
  void quietlyPrintsProblemsAlone() throws IOException {
    Path file = directory.resolve("config");
    Files.writeString(file, "RELAY_1=\"3333;3333;pool.example.com;TCP\"\n");
    assertThat(run("check", "-q", "-c", file.toString())).isZero();
    assertThat(out.toString()).isEmpty();
    Files.writeString(file, "RELAY_1=\"x\"\n");
    assertThat(run("check", "-q", "-c", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("RELAY_1");
  }

  @Test
  void printsWhatWouldChangeAgainstAnotherFile() throws IOException {
    String file =
        """
        [[pool]]
        name = "main"
        url = "stratum+tcp://a:1"
        user = "w"
        [[listener]]
        name = "farm"
        bind = ":3333"
        mode = "proxy"
        pools = ["main"]
        """;
    String old = Files.writeString(directory.resolve("old"), file).toString();
    String now =
        Files.writeString(directory.resolve("new"), file + "vardiff.target = \"9s\"\n").toString();
    assertThat(run("check", "-c", now, "--against", old)).isZero();
    assertThat(out.toString())
        .isEqualTo("listener.farm.vardiff.target: \"15s\" -> \"9s\" (miners stay)\n");
    out.getBuffer().setLength(0);
    assertThat(run("check", "-c", now, "--against", now)).isZero();
    assertThat(out.toString()).isEqualTo("nothing would change\n");
    assertThat(run("check", "-c", now, "--against", "/nowhere/adit.toml")).isEqualTo(2);
    assertThat(err.toString()).contains("/nowhere/adit.toml");
  }

  @Test
  void printsWhatAPortRelayFileComesTo() throws IOException {
    assertThat(check("RELAY_1=60025;25;btc.example.com")).isZero();
    assertThat(out.toString())
        .contains("name = \"relay-1\"", "bind = \"0.0.0.0:60025\"", "[\"btc.example.com:25\"]");
  }

  @Test
  void mendsAPortRelayFileAndSaysHow() throws IOException {
    String file = Files.writeString(directory.resolve(".env"), "FOO=1\nRELAY_1=1;2;h\n").toString();
    assertThat(run("check", "-c", file, "--fix")).isZero();
    assertThat(out.toString().lines())
        .hasSize(10)
        .contains("commented out FOO (line 1), which is unknown", "added CONNECT_TIMEOUT=15");
    assertThat(directory.resolve(".env.bak")).content().isEqualTo("FOO=1\nRELAY_1=1;2;h\n");
    out.getBuffer().setLength(0);
    assertThat(run("check", "-c", file, "--fix")).isZero();
    assertThat(out.toString()).isEqualTo("nothing to do\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void namesWhatMendingLeavesWrong() throws IOException {
    String file = Files.writeString(directory.resolve(".env"), "RELAY_1=0;2;h\n").toString();
    assertThat(run("check", "-c", file, "--fix")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("RELAY_1 (line 1): \"0\" is no port: write one from 1 to 65535\n");
    assertThat(out.toString()).contains("added KEEPALIVE_CNT=3");
  }

  @Test
  void mendsNothingElse() throws IOException {
    String file = Files.writeString(directory.resolve("adit.toml"), "[admin]\n").toString();
    assertThat(run("check", "-c", file, "--fix")).isEqualTo(2);
    assertThat(err.toString()).contains("is no Port Relay .env");
    assertThat(run("check", "-c", file, "--fix", "--against", file)).isEqualTo(2);
    assertThat(err.toString()).contains("not both at once");
  }

  @Test
  void asksForTheFile() {
    assertThat(run("check")).isEqualTo(2);
    assertThat(err.toString()).startsWith("adit: ").contains("--config");
  }

  @Test
  void helpsWithAnExample() {
    assertThat(run("check", "--help")).isZero();
    assertThat(out.toString()).contains("Example: adit check -c adit.toml");
  }
}
