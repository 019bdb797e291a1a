package dev.adit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real browser without a window: Chromium, told what to do by its DevTools protocol. A virtual
/// time budget would never end here, since a page that listens to events never has all it asked
/// for.
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final WebSocket tab;
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private int asked;

  /// Whether there is one on this machine.
  static boolean isThere() {
    return Files.isExecutable(Path.of("/usr/bin/chromium"));
  }

  /// @param home of its own, for all that it keeps
  Browser(Path home) throws Exception {
    ProcessBuilder chromium =
        new ProcessBuilder(
                "/usr/bin/chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--user-data-dir=" + home.resolve("profile"),
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("chromium.log").toFile());
    chromium.environment().putAll(Map.of("HOME", home.toString(), "TMPDIR", home.toString()));
    process = chromium.start();
    try {
      Path port = home.resolve("profile/DevToolsActivePort");
      Eventually.holds(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
      String tools = "http://127.0.0.1:" + Files.readAllLines(port).getFirst();
      Eventually.holds(() -> address(tools) != null);
      tab =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(String.valueOf(address(tools))), new Ear())
              .get(60, TimeUnit.SECONDS);
    } catch (Exception failure) {
      end();
      throw failure;
    }
  }

  private @Nullable String address(String tools) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(tools + "/json/list")).build();
    JsonNode tabs = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    return tabs.valueStream()
        .filter(it -> it.path("type").asString().equals("page"))
        .map(it -> it.path("webSocketDebuggerUrl").asString())
        .findFirst()
        .orElse(null);
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder said = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      said.append(part);
      if (last) {
        answers.add(JSON.readTree(said.toString()));
        said.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  private JsonNode ask(String method, Map<String, Object> params) throws Exception {
    int id = ++asked;
    String question = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", params));
    tab.sendText(question, true).get(60, TimeUnit.SECONDS);
    while (true) {
      JsonNode answer = answers.poll(60, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException(method + ": no answer");
      }
      if (answer.path("id").asInt() == id) {
        return answer.path("result");
      }
    }
  }

  void visit(String url) throws Exception {
    ask("Page.navigate", Map.of("url", url));
  }

  /// What a script comes to in the page.
  String value(String script) throws Exception {
    return ask("Runtime.evaluate", Map.of("expression", "String(" + script + ")"))
        .path("result")
        .path("value")
        .asString();
  }

  /// What a person can read, waited for until it has all of these in it.
  String textWith(String... expected) throws Exception {
    Eventually.holds(() -> List.of(expected).stream().allMatch(text()::contains));
    return text();
  }

  String text() throws Exception {
    return value("document.body ? document.body.innerText : ''");
  }

  /// With all that it started, which writes to its home until it is gone.
  private void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(gone -> gone.onExit().join());
    client.shutdownNow();
  }

  @Override
  public void close() {
    tab.abort();
    end();
  }
}
