package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.AdminServer;
import dev.adit.admin.Rereading;
import dev.adit.config.AdminConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.HostPort;
import dev.adit.config.LoadResult;
import dev.adit.config.Secret;
import dev.adit.guard.Ban;
import dev.adit.guard.Guard;
import dev.adit.net.GuardLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `adit bans` against an admin port that is served.
class BansCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Guard guard;
  private AdminServer server;
  private String url;
  private String passwordFile;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  BansCommandIT() {}

  @BeforeEach
  void serve() throws IOException {
    LoadResult.Loaded usual = (LoadResult.Loaded) ConfigLoader.load(file("usual.toml", ""));
    guard =
        new Guard(
            ProxySettings.guard(usual.config().guard(), OptionalInt.empty()),
            new GuardLog(() -> {}));
    passwordFile = Files.writeString(directory.resolve("pw"), "s3cret\n").toString();
    serve("s3cret");
  }

  private void serve(String password) throws IOException {
    AdminConfig config =
        new AdminConfig(new HostPort("127.0.0.1", 0), "admin", new Secret(password), false, false);
    server = new AdminServer(config, _ -> null, Rereading.NEVER, guard);
    url = "http://" + server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Path file(String name, String admin) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        """
        %s
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:1"
        user = "w"
        [[listener]]
        name = "farm"
        bind = ":3333"
        mode = "proxy"
        pools = ["main"]
        """
            .formatted(admin));
  }

  private int bans(String... args) {
    List<String> all = new ArrayList<>(List.of("bans"));
    all.addAll(List.of(args));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private int steer(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(more));
    args.addAll(List.of("--url", url, "--password-file", passwordFile));
    return bans(args.toArray(String[]::new));
  }

  @Test
  void nobodyIsBannedToBeginWith() {
    assertThat(bans("list", "--url", url)).isZero();
    assertThat(out.toString()).isEqualTo("nobody is banned\n");
    assertThat(bans("list", "--all", "--url", url)).isZero();
    assertThat(out.toString()).isEqualTo("nobody is remembered\n");
    assertThat(bans("list", "--json", "--url", url)).isZero();
    assertThat(out.toString()).isEqualTo("[]\n");
  }

  @Test
  void anAddressIsBannedListedExplainedAndFreed() {
    assertThat(steer("add", "192.0.2.7", "--for", "2h")).isZero();
    assertThat(out.toString())
        .isEqualTo("192.0.2.7 would be refused: it is banned by hand, for another 120 min.\n");
    assertThat(steer("list")).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("192.0.2.7  hand    120 min");
    assertThat(steer("explain", "192.0.2.7")).isZero();
    assertThat(out.toString().lines())
        .startsWith(
            "192.0.2.7 would be refused: it is banned by hand, for another 120 min.",
            "Points: 0 bad, 0 good; banned while bad exceeds good by more than 5.");
    assertThat(steer("remove", "192.0.2.7")).isZero();
    assertThat(out.toString()).isEqualTo("192.0.2.7 would be let in: nothing speaks against it.\n");
    assertThat(guard.bans(System.nanoTime())).isEmpty();
  }

  @Test
  void aBanLastsAsUsualOrForever() {
    assertThat(steer("add", "192.0.2.7")).isZero();
    assertThat(out.toString()).endsWith("for another 5 min.\n");
    assertThat(steer("add", "2001:db8::/64", "--for", "forever")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "2001:db8::/64 would be refused: it is banned by hand, until the ban is removed.\n");
  }

  @Test
  void aLongListSaysHowMuchItLeavesOut() {
    for (int i = 0; i < 5; i++) {
      guard.ban(InetAddress.ofLiteral("10.0.0." + i), Ban.FOREVER, System.nanoTime());
    }
    assertThat(bans("list", "--limit", "2", "--url", url)).isZero();
    assertThat(out.toString().lines()).hasSize(4).endsWith("and 3 more: --limit shows them");
  }

  @Test
  void theConfigurationTellsWhereAndAsWhom() throws IOException {
    String listen = url.substring("http://".length());
    Path file = file("adit.toml", "[admin]\nlisten = \"" + listen + "\"\npassword = \"s3cret\"");
    assertThat(bans("add", "192.0.2.7", "-c", file.toString())).isZero();
    assertThat(guard.bans(System.nanoTime())).hasSize(1);
  }

  @Nested
  class AFailureNamesItsCure {
    @Test
    void whereNothingListens() {
      server.stop();
      assertThat(bans("list", "--url", url)).isEqualTo(1);
      assertThat(err.toString())
          .isEqualTo(
              "adit: %s: nothing listens there: is Adit running, and is that its admin.listen?\n"
                  .formatted(url));
    }

    @Test
    void whereThePasswordIsMissingOrWrong() throws IOException {
      assertThat(bans("add", "192.0.2.7", "--url", url)).isEqualTo(1);
      assertThat(err.toString()).contains("ADIT_ADMIN_PASSWORD", "--password-file", "-c");
      Files.writeString(Path.of(passwordFile), "guess\n");
      assertThat(steer("add", "192.0.2.7")).isEqualTo(1);
      assertThat(err.toString()).contains("the password is not that of \"admin\"");
      assertThat(guard.bans(System.nanoTime())).isEmpty();
    }

    @Test
    void whereNoPasswordIsSet() throws IOException {
      server.stop();
      serve("");
      assertThat(steer("add", "192.0.2.7")).isEqualTo(1);
      assertThat(err.toString()).contains("set admin.password to allow changes over HTTP");
      assertThat(bans("list", "--url", url)).isZero();
    }

    @Test
    void whereItIsSentElsewhereWithItsPassword() throws IOException {
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual().start(() -> redirect(other));
        assertThat(bans("list", "--url", "http://127.0.0.1:" + other.getLocalPort())).isEqualTo(1);
      }
      assertThat(err.toString()).contains("HTTP status 302");
    }

    private void redirect(ServerSocket server) {
      try (Socket socket = server.accept()) {
        String location = "Location: " + url + "/api/v1/addresses\r\n";
        String answer = "HTTP/1.1 302 Found\r\n" + location + "Content-Length: 0\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
        socket.getInputStream().readAllBytes();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }

    @Test
    void whereNothingIsKnown() {
      assertThat(steer("remove", "192.0.2.7")).isEqualTo(1);
      assertThat(err.toString()).isEqualTo("adit: nothing is known of 192.0.2.7\n");
    }

    @Test
    void whereTheNetworkIsNotCountedAsOne() {
      assertThat(steer("add", "2001:db8::/48")).isEqualTo(1);
      assertThat(err.toString()).startsWith("adit: \"2001:db8::/48\" is not counted as one");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "list --limit 0 --url http://127.0.0.1:1",
        "list --limit 999999 --url http://127.0.0.1:1",
        "explain x --url http://127.0.0.1:1",
        "add 192.0.2.7 --for 1day --url http://127.0.0.1:1",
        "list --url ftp://x",
        "list --url http://user:pw@127.0.0.1:1",
        "list -c /nowhere/adit.toml",
        "list --url http://127.0.0.1:1 --password-file /nowhere/pw",
        "add --url http://127.0.0.1:1",
        "frobnicate",
      })
  void wrongUsageIsSaidAndExitsWithTwo(String args) {
    assertThat(bans(args.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("adit: ").contains("adit bans");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void thePasswordIsNoArgument() {
    assertThat(bans("list", "--url", url, "--password", "s3cret")).isEqualTo(2);
    assertThat(err.toString()).contains("--password-file");
  }

  @Test
  void wrongUsageWithoutACommandNamesThem() {
    assertThat(bans()).isEqualTo(2);
    assertThat(err.toString()).contains("list, explain, add or remove");
  }
}
