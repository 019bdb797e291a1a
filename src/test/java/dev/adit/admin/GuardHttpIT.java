package dev.adit.admin;

import static dev.adit.admin.SampleGuard.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import dev.adit.guard.Eviction;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How the guard is asked and steered over HTTP.
class GuardHttpIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ADDRESSES = "/api/v1/addresses";

  private final Guard guard = SampleGuard.guard();
  private final HttpClient client = HttpClient.newHttpClient();
  private AdminServer server = on("s3cret");
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = server.start().port();
  }

  @AfterEach
  void stop() {
    server.stop();
    client.close();
  }

  private AdminServer on(String password) {
    return new AdminServer(
        new AdminConfig(new HostPort("127.0.0.1", 0), "admin", new Secret(password), false, false),
        new SampleGateway(),
        Rereading.NEVER,
        guard);
  }

  private void forgetThePassword() throws IOException {
    server.stop();
    server = on("");
    port = server.start().port();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpRequest.Builder request(String path, String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return request(path)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String problem(HttpResponse<String> answer) {
    JsonNode problems = JSON.readTree(answer.body()).get("problems");
    assertThat(problems.size()).isEqualTo(1);
    return problems.get(0).stringValue();
  }

  @Nested
  class TheListOfAddresses {
    @Test
    void beginsWithTheBannedAndThenWhoHasMostConnections() throws Exception {
      long now = System.nanoTime();
      SampleGuard.visit(guard, "192.0.2.1", now).onGoodShare(1024, now);
      SampleGuard.visit(guard, "192.0.2.2", now);
      SampleGuard.visit(guard, "192.0.2.2", now).onGoodShare(16, now);
      SampleGuard.misbehave(guard, "192.0.2.3", now);
      JsonNode list = get(ADDRESSES);
      assertThat(list.valueStream().map(one -> one.get("address").stringValue()))
          .containsExactly("192.0.2.3", "192.0.2.2", "192.0.2.1");
      JsonNode banned = list.get(0);
      assertThat(banned.get("banned").booleanValue()).isTrue();
      assertThat(banned.get("reason").stringValue()).isEqualTo("points");
      assertThat(banned.get("lapses_in_seconds").intValue()).isBetween(3590, 3600);
      assertThat(banned.get("failed_requests").intValue()).isEqualTo(6);
      JsonNode miner = list.get(1);
      assertThat(Instant.parse(miner.get("last_connect").stringValue()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(miner.toString())
          .isEqualTo(
              "{\"address\":\"192.0.2.2\",\"banned\":false,\"reason\":null,"
                  + "\"lapses_in_seconds\":null,\"connections\":2,\"ok_shares\":1,\"ok_logins\":0,"
                  + "\"failed_logins\":0,\"failed_requests\":0,\"last_connect\":"
                  + miner.get("last_connect")
                  + ",\"allowed\":false,\"denied\":false,\"value\":"
                  + miner.get("value")
                  + "}");
    }

    @Test
    void isChosenFromAndCut() throws Exception {
      long now = System.nanoTime();
      for (int i = 0; i < 1_200; i++) {
        guard.ban(ip("10.0." + i / 200 + "." + i % 200), Long.MAX_VALUE, now);
      }
      SampleGuard.visit(guard, "192.0.2.1", now);
      assertThat(get(ADDRESSES).size()).isEqualTo(1_000);
      assertThat(get(ADDRESSES + "?limit=1100").size()).isEqualTo(1_100);
      assertThat(get(ADDRESSES + "?banned=false").size()).isEqualTo(1);
      assertThat(get(ADDRESSES + "?banned=true&limit=7").size()).isEqualTo(7);
      assertThat(send(request(ADDRESSES + "?limit=7")).headers().firstValue("X-Total-Count"))
          .hasValue("1201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=131073", "limit=x", "banned=maybe"})
    void namesWhatItDoesNotUnderstand(String query) throws Exception {
      HttpResponse<String> answer = send(request(ADDRESSES + "?" + query));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(problem(answer)).startsWith(query.substring(0, query.indexOf('=')) + ":");
    }

    @Test
    void holdsAllThatAreRemembered() throws Exception {
      long now = System.nanoTime();
      for (int i = 0; i < Guard.REMEMBERED; i++) {
        guard.ban(ip("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), 1L << 60, now);
      }
      assertThat(get(ADDRESSES + "?limit=" + Guard.REMEMBERED).size()).isEqualTo(Guard.REMEMBERED);
    }
  }

  @Nested
  class OneAddress {
    @Test
    void isExplained() throws Exception {
      long tenSecondsAgo = System.nanoTime() - 10 * SampleGuard.SECOND;
      SampleGuard.visit(guard, "192.0.2.7", tenSecondsAgo).onLogin(tenSecondsAgo);
      SampleGuard.visit(guard, "192.0.2.7", tenSecondsAgo).onNoise(tenSecondsAgo);
      JsonNode one = get(ADDRESSES + "/192.0.2.7");
      assertThat(one.get("connections").intValue()).isEqualTo(2);
      assertThat(one.get("bad").intValue()).isEqualTo(1);
      assertThat(one.get("good").intValue()).isEqualTo(1);
      assertThat(one.get("limit").intValue()).isEqualTo(5);
      assertThat(one.get("next_connection").stringValue()).isEqualTo("free");
      assertThat(one.get("says").stringValue()).startsWith("192.0.2.7 would be let in");
      assertThat(one.get("events").size()).isEqualTo(2);
      assertThat(one.get("events").get(1).get("kind").stringValue()).isEqualTo("failed_request");
      assertThat(one.get("events").get(1).get("age_seconds").intValue()).isBetween(10, 30);
    }

    @Test
    void isExplainedThoughNothingIsKnownOfIt() throws Exception {
      assertThat(get(ADDRESSES + "/198.51.100.1").get("next_connection").stringValue())
          .isEqualTo("denied");
      assertThat(get(ADDRESSES + "/198.51.100.2").get("allowed").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::5", "2001:db8::/64", "2001%3Adb8%3A%3A5"})
    void mayBeAPrefixOfIpv6(String path) throws Exception {
      guard.ban(ip("2001:db8::9"), Long.MAX_VALUE, System.nanoTime());
      JsonNode one = get(ADDRESSES + "/" + path);
      assertThat(one.get("address").stringValue()).isEqualTo("2001:db8::/64");
      assertThat(one.get("banned").booleanValue()).isTrue();
      assertThat(one.get("lapses_in_seconds").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "10.0.0.0/8", "192.0.2.7/ban", "%3Cscript%3E"})
    void isNotWhatIsNone(String path) throws Exception {
      HttpResponse<String> answer = send(request(ADDRESSES + "/" + path));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(problem(answer)).contains(" is no");
    }
  }

  @Nested
  class ABanByHand {
    private static final String BAN = ADDRESSES + "/192.0.2.7/ban";

    private HttpRequest.Builder ban(String body) {
      return request(BAN, "admin:s3cret").POST(BodyPublishers.ofString(body));
    }

    @Test
    void closesWhatIsOpenAndHoldsAsLongAsWasSaid() throws Exception {
      List<Eviction> closed = new ArrayList<>();
      SampleGuard.visit(guard, "192.0.2.7", closed::add, System.nanoTime());
      HttpResponse<String> answer = send(ban("{\"for\":\"2h\"}"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).get("lapses_in_seconds").intValue())
          .isBetween(7190, 7200);
      assertThat(answer.body()).contains("banned by hand");
      assertThat(closed).containsExactly(Eviction.BANNED);
    }

    @Test
    void holdsAsLongAsAnyOtherWhereNothingWasSaid() throws Exception {
      for (String body : List.of("", "{}")) {
        assertThat(JSON.readTree(send(ban(body)).body()).get("lapses_in_seconds").intValue())
            .isBetween(50, 60);
      }
    }

    @Test
    void isLifted() throws Exception {
      guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
      HttpResponse<String> lifted = send(request(BAN, "admin:s3cret").DELETE());
      assertThat(lifted.statusCode()).isEqualTo(200);
      assertThat(lifted.body()).contains("\"banned\":false", "would be let in");
    }

    @Test
    void canNotBeLiftedWhereNothingIsKnown() throws Exception {
      HttpResponse<String> answer = send(request(BAN, "admin:s3cret").DELETE());
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(problem(answer)).isEqualTo("nothing is known of 192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '#',
        delimiter = '|',
        value = {"{\"for\":\"x\"} | 400 | for:", "{ | 400 | the body", "LONG | 413 | the body"})
    void needsABodyThatIsUnderstood(String body, int status, String problem) throws Exception {
      HttpResponse<String> answer = send(ban(body.replace("LONG", " ".repeat(5_000))));
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(problem(answer)).startsWith(problem);
      assertThat(guard.address(ip("192.0.2.7"), System.nanoTime())).isEmpty();
    }

    @Test
    void needsThePasswordAndAPageOfOurOwn() throws Exception {
      guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
      assertThat(send(request(BAN).POST(BodyPublishers.noBody())).statusCode()).isEqualTo(401);
      assertThat(send(request(BAN).DELETE()).statusCode()).isEqualTo(401);
      assertThat(send(request(BAN, "admin:no").DELETE()).statusCode()).isEqualTo(401);
      HttpRequest.Builder foreign =
          request(BAN, "admin:s3cret").DELETE().header("Origin", "https://evil.example");
      assertThat(send(foreign).statusCode()).isEqualTo(403);
      forgetThePassword();
      assertThat(send(request(BAN).DELETE()).statusCode()).isEqualTo(403);
      assertThat(guard.bans(System.nanoTime())).hasSize(1);
    }
  }

  @Nested
  class TheMwcInterface {
    private static final String PATH = "/v2/stratum";
    private static final String LIST =
        "{\"jsonrpc\":\"2.0\",\"method\":\"get_ip_list\",\"params\":{\"banned\":null},\"id\":1}";

    private HttpRequest.Builder call(String body) {
      return request(PATH, "mwcmain:s3cret").POST(BodyPublishers.ofString(body));
    }

    @Test
    void answersAsANodeDoes() throws Exception {
      guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
      HttpResponse<String> answer = send(call(LIST));
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
      assertThat(send(call(LIST.replace(",\"id\":1", ""))).body()).isEqualTo("[]");
    }

    @Test
    void tellsTheTimeOfTheCalendar() throws Exception {
      SampleGuard.visit(guard, "192.0.2.7", System.nanoTime());
      long millis =
          JSON.readTree(send(call(LIST)).body())
              .at("/result/Ok/0/last_connect_time_ms")
              .longValue();
      assertThat(Duration.between(Instant.ofEpochMilli(millis), Instant.now()))
          .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "{} {}"})
    void isForJsonOnly(String body) throws Exception {
      HttpResponse<String> answer = send(call(body));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(answer.body())
          .startsWith("API Request error: Invalid request body (expected json), ");
    }

    @Test
    void readsFourMebibytes() throws Exception {
      String padding = " ".repeat((4 << 20) - LIST.length());
      assertThat(send(call(padding + LIST)).statusCode()).isEqualTo(200);
      assertThat(send(call(padding + " " + LIST)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/stratum", "/v2/stratum/"})
    void asksForItsPasswordWithoutAWord(String path) throws Exception {
      for (HttpRequest.Builder request :
          List.of(request(path), request(path, "mwcmain:no"), request(path, "admin:s3cret"))) {
        HttpResponse<String> answer = send(request.POST(BodyPublishers.ofString(LIST)));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().allValues("WWW-Authenticate"))
            .containsExactly("Basic realm=\"MWC-API\"");
      }
    }

    @Test
    void answersAWrongPasswordLate() throws Exception {
      long started = System.nanoTime();
      send(request(PATH, "mwcmain:no").POST(BodyPublishers.ofString(LIST)));
      assertThat(System.nanoTime() - started).isGreaterThan(900_000_000);
    }

    @Test
    void invitesPagesWithoutAPasswordAsANodeDoes() throws Exception {
      HttpResponse<String> answer =
          send(
              request(PATH)
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
        assertThat(send(call(clean).header("Origin", origin)).statusCode()).isEqualTo(403);
      }
      assertThat(guard.bans(System.nanoTime())).hasSize(1);
      String own = "http://127.0.0.1:" + port;
      assertThat(send(call(clean).header("Origin", own)).statusCode()).isEqualTo(200);
      assertThat(guard.bans(System.nanoTime())).isEmpty();
    }

    @Test
    void isNotThereWithoutAPassword() throws Exception {
      forgetThePassword();
      HttpResponse<String> answer = send(request(PATH).POST(BodyPublishers.ofString(LIST)));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("admin.password");
    }

    @Test
    void isOnlyPostedTo() throws Exception {
      assertThat(send(request(PATH, "mwcmain:s3cret")).statusCode()).isEqualTo(404);
      assertThat(send(request(PATH)).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void noOtherSpellingOfAPathGetsAroundThePassword() throws Exception {
    for (String path :
        List.of(
            "/%61pi/v1/addresses/192.0.2.7/ban",
            "//api/v1/addresses/192.0.2.7/ban",
            "/x/../api/v1/addresses/192.0.2.7/ban",
            "/API/v1/addresses/192.0.2.7/ban",
            "/%762/stratum",
            "//v2/stratum",
            "/./v2/stratum")) {
      HttpResponse<String> answer = send(request(path).POST(BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
    }
    assertThat(Objects.requireNonNull(guard.bans(System.nanoTime()))).isEmpty();
  }
}
