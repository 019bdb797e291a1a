package dev.adit.admin;

import static dev.adit.admin.GuardPort.JSON;
import static dev.adit.admin.SampleGuard.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The interface of an MWC node's stratum server, over HTTP.
class MwcHttpIT {
  private final GuardPort port;
  private final Guard guard;

  MwcHttpIT() throws IOException {
    port = new GuardPort();
    guard = port.guard;
  }

  @AfterEach
  void close() {
    port.close();
  }

  private static final String PATH = "/v2/stratum";
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"method\":\"get_ip_list\",\"params\":{\"banned\":null},\"id\":1}";

  private HttpRequest.Builder call(String body) {
    return port.request(PATH, "mwcmain:s3cret").POST(BodyPublishers.ofString(body));
  }

  @Test
  void answersAsANodeDoes() throws Exception {
    guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
    HttpResponse<String> answer = port.send(call(LIST));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {
              "id": 1,
              "jsonrpc": "2.0",
              "result": {
                "Ok": [
                  {
                    "ban": true,
                    "failed_login": 0,
                    "failed_requests": 0,
                    "ip": "192.0.2.7",
                    "last_connect_time_ms": null,
                    "ok_logins": 0,
                    "ok_shares": 0,
                    "workers": 0
                  }
                ]
              }
            }\
            """);
    assertThat(port.send(call(LIST.replace(",\"id\":1", ""))).body()).isEqualTo("[]");
  }

  @Test
  void tellsTheTimeOfTheCalendar() throws Exception {
    SampleGuard.visit(guard, "192.0.2.7", System.nanoTime());
    long millis =
        JSON.readTree(port.send(call(LIST)).body())
            .at("/result/Ok/0/last_connect_time_ms")
            .longValue();
    assertThat(Duration.between(Instant.ofEpochMilli(millis), Instant.now()))
        .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{", "{} {}"})
  void isForJsonOnly(String body) throws Exception {
    HttpResponse<String> answer = port.send(call(body));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body())
        .startsWith("API Request error: Invalid request body (expected json), ");
  }

  @Test
  void readsFourMebibytes() throws Exception {
    String padding = " ".repeat((4 << 20) - LIST.length());
    assertThat(port.send(call(padding + LIST)).statusCode()).isEqualTo(200);
    assertThat(port.send(call(padding + " " + LIST)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/stratum", "/v2/stratum/"})
  void asksForItsPasswordWithoutAWord(String path) throws Exception {
    for (HttpRequest.Builder request :
        List.of(
            port.request(path),
            port.request(path, "mwcmain:no"),
            port.request(path, "admin:s3cret"))) {
      HttpResponse<String> answer = port.send(request.POST(BodyPublishers.ofString(LIST)));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("Basic realm=\"MWC-API\"");
    }
  }

  @Test
  void answersAWrongPasswordLate() throws Exception {
    long started = System.nanoTime();
    port.send(port.request(PATH, "mwcmain:no").POST(BodyPublishers.ofString(LIST)));
    assertThat(System.nanoTime() - started).isGreaterThan(900_000_000);
  }

  @Test
  void invitesPagesWithoutAPasswordAsANodeDoes() throws Exception {
    HttpResponse<String> answer =
        port.send(
            port.request(PATH)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://x"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("Content-Type, Authorization");
  }

  @Test
  void letsNoPageOfAnotherSiteUseARememberedPassword() throws Exception {
    guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
    String clean = "{\"jsonrpc\":\"2.0\",\"method\":\"clean_ip\",\"params\":[\"192.0.2.7\"]}";
    for (String origin : List.of("https://evil.example", "null")) {
      assertThat(port.send(call(clean).header("Origin", origin)).statusCode()).isEqualTo(403);
    }
    assertThat(guard.bans(System.nanoTime())).hasSize(1);
    String own = "http://127.0.0.1:" + port.number();
    assertThat(port.send(call(clean).header("Origin", own)).statusCode()).isEqualTo(200);
    assertThat(guard.bans(System.nanoTime())).isEmpty();
  }

  @Test
  void isNotThereWithoutAPassword() throws Exception {
    port.forgetThePassword();
    HttpResponse<String> answer = port.send(port.request(PATH).POST(BodyPublishers.ofString(LIST)));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("admin.password");
  }

  @Test
  void isOnlyPostedTo() throws Exception {
    assertThat(port.send(port.request(PATH, "mwcmain:s3cret")).statusCode()).isEqualTo(404);
    assertThat(port.send(port.request(PATH)).statusCode()).isEqualTo(401);
  }
}
