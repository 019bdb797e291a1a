package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `adit top` against a real gateway that relays and does nothing else.
@Timeout(120)
class TopCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private ServerSocket target;
  private Gateway gateway;
  private String url;
  private int door;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  TopCommandIT() {}

  @BeforeEach
  void serve() throws Exception {
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Path file = directory.resolve("adit.toml");
    Files.writeString(
        file,
        """
        [admin]
        listen = "127.0.0.1:0"
        [[listener]]
        name = "web"
        bind = "127.0.0.1:0"
        mode = "tcp"
        to = "127.0.0.1:%d"
        """
            .formatted(target.getLocalPort()));
    LoadResult.Loaded loaded = (LoadResult.Loaded) ConfigLoader.load(file);
    gateway = new Gateway(loaded.config(), directory, Rereading.NEVER);
    List<String> served = gateway.start();
    url = "http://" + served.getLast().replace("admin ", "");
    door = Integer.parseInt(served.getFirst().replaceFirst(".*:", ""));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.stop();
    target.close();
  }

  private int top(String... args) {
    List<String> all = new ArrayList<>(List.of("top"));
    all.addAll(List.of(args));
    return Main.commandLine("top")
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private JsonNode once(String interval) {
    out.getBuffer().setLength(0);
    assertThat(top("--once", "--json", "--interval", interval, "--url", url)).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void showsWhatARelayCarriesAndHowFast() throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), door);
        Socket served = target.accept()) {
      client.getOutputStream().write(new byte[700]);
      served.getInputStream().readNBytes(700);
      served.getOutputStream().write(new byte[900]);
      client.getInputStream().readNBytes(900);
      JsonNode still = once("300ms");
      JsonNode web = still.get("listeners").get(0);
      assertThat(web.get("name").stringValue()).isEqualTo("web");
      assertThat(web.get("state").stringValue()).isEqualTo("up");
      assertThat(web.get("flows").intValue()).isEqualTo(1);
      assertThat(web.get("bytes_sent").intValue()).isEqualTo(700);
      assertThat(web.get("bytes_received").intValue()).isEqualTo(900);
      assertThat(web.get("sent_per_second").doubleValue()).isZero();
      assertThat(still.get("talkers").get(0).get("address").stringValue()).isEqualTo("127.0.0.1");

      Thread chatter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        client.getOutputStream().write(new byte[1_000]);
                        served.getInputStream().readNBytes(1_000);
                        Thread.sleep(10); // the pace is what is measured
                      }
                    } catch (Exception over) {
                      // with the sockets
                    }
                  });
      JsonNode moving = once("500ms").get("listeners").get(0);
      assertThat(moving.get("sent_per_second").doubleValue()).isBetween(1_000.0, 100_000.0);
      assertThat(moving.get("received_per_second").doubleValue()).isZero();
      chatter.interrupt();
    }
  }

  @Test
  void printsATable() {
    assertThat(top("--once", "--interval", "0", "--url", url)).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("web +tcp +up +127\\.0\\.0\\.1:\\d+ +0 +- +- .*unknown"))
        .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
  }

  @Test
  void oneThatOnlyRelaysIsReadyAndTellsNothingOfMiners() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (String path : List.of("/healthz", "/readyz", "/status", "/metrics")) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("adit_miners{", "target_seconds\":15");
      if (path.equals("/status")) {
        JsonNode listener = new JsonMapper().readTree(answer.body()).get("listeners").get(0);
        assertThat(listener.get("address").stringValue()).isEqualTo("127.0.0.1:" + door);
        assertThat(listener.propertyNames())
            .containsExactly("name", "mode", "address", "connections", "refused");
      }
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(top("--json", "--url", url)).isEqualTo(2);
    assertThat(top("--once")).isEqualTo(2);
    assertThat(top("--interval", "0", "--url", url)).isEqualTo(2);
    assertThat(top("--once", "--interval", "soon", "--url", url)).isEqualTo(2);
    assertThat(err.toString()).contains("--json needs --once", "soon");
    gateway.stop();
    assertThat(top("--once", "--url", url)).isEqualTo(1);
    assertThat(err.toString()).contains("nothing listens there");
  }
}
