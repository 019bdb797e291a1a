package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.Eventually;
import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import dev.adit.forensics.Forensics;
import dev.adit.forensics.SampleForensics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class AlertPagesIT {
  private final SampleForensics sample = new SampleForensics();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile @Nullable Forensics listening = sample.forensics();
  private final AdminServer server =
      new AdminServer(
          new AdminConfig(new HostPort("127.0.0.1", 0), "admin", new Secret(""), false, false),
          new LiveState() {
            @Override
            public GatewayView view(boolean withMiners) {
              return SampleGateway.withoutRelays();
            }

            @Override
            public @Nullable Forensics forensics() {
              return listening;
            }
          },
          Rereading.NEVER,
          SampleGuard.guard());
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = server.start().port();
  }

  @AfterEach
  void stop() {
    server.stop();
    client.close();
    sample.close();
  }

  private HttpRequest.Builder request(String query) {
    String url = "http://127.0.0.1:" + port + "/api/v1/alerts" + query;
    return HttpRequest.newBuilder(URI.create(url));
  }

  private HttpResponse<String> send(String query) throws Exception {
    return client.send(request(query).build(), BodyHandlers.ofString());
  }

  private JsonNode list() throws Exception {
    return list("");
  }

  private JsonNode list(String query) throws Exception {
    HttpResponse<String> answer = send(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private BufferedReader stream() throws Exception {
    HttpRequest request = request("").header("Accept", "text/event-stream").build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode event(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (!line.startsWith("data: ")) {
      line = stream.readLine();
    }
    return new JsonMapper().readTree(line.substring(6));
  }

  @Test
  void whoAsksForTheHeadOfTheEventsTakesNobodysPlace() throws Exception {
    for (int i = 0; i < 17; i++) {
      HttpRequest head = request("").header("Accept", "text/event-stream").HEAD().build();
      HttpResponse<Void> answer = client.send(head, BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    }
    stream().close();
  }

  @Test
  void listsWhatWasFound() throws Exception {
    sample.find("main");
    sample.find("main");
    sample.find("other");
    Eventually.holds(() -> list().path("found").path("HIGH").asInt() == 3);
    JsonNode list = list();
    assertThat(list.path("watching").asBoolean()).isTrue();
    assertThat(list.path("alerts")).hasSize(2);
    JsonNode alert = list.path("alerts").get(1);
    assertThat(alert.path("severity").asString()).isEqualTo("HIGH");
    assertThat(alert.path("kind").asString()).isEqualTo("hijack");
    assertThat(alert.path("code").asString()).isEqualTo("foreign-reconnect");
    assertThat(alert.path("count").asInt()).isEqualTo(2);
    assertThat(alert.path("description").asString()).contains("\"evil\"\n");
    assertThat(alert.path("data").path("port").asInt()).isEqualTo(3333);
    assertThat(alert.path("data").path("told").asBoolean()).isTrue();
    assertThat(list.path("accept_rate").isNull()).isTrue();
    assertThat(list.path("clock").path("servers").asInt()).isZero();
  }

  @Test
  void listsOnlyTheLatestForWhoLooksOften() throws Exception {
    sample.find("main");
    sample.find("other");
    Eventually.holds(() -> list("?top=1").path("found").path("HIGH").asInt() == 2);
    assertThat(list("?top=1").path("alerts").valueStream().map(it -> it.path("pool").asString()))
        .containsExactly("other");
    assertThat(send("?top=all").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsWhatIsKnownAndThenWhatComes() throws Exception {
    sample.find("main");
    try (BufferedReader stream = stream()) {
      assertThat(event(stream).path("pool").asString()).isEqualTo("main");
      sample.find("other");
      assertThat(event(stream).path("pool").asString()).isEqualTo("other");
    }
  }

  @Test
  void saysSoWhereNothingIsWatched() throws Exception {
    listening = null;
    assertThat(list().path("watching").asBoolean()).isFalse();
    HttpRequest request = request("").header("Accept", "text/event-stream").build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("mode = \\\"tap\\\"");
  }
}
