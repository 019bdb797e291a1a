package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.aggregate.MinerView;
import dev.adit.aggregate.WorkerView;
import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import dev.adit.guard.Guard;
import dev.adit.ledger.FoundBlocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class AdminServerIT {
  private final SampleGateway gateway = new SampleGateway();
  private final HttpClient client = HttpClient.newHttpClient();
  private Rereading.Outcome outcome = new Rereading.Outcome(true, List.of("listener.farm is new"));
  private final Rereading rereading = () -> outcome;
  private AdminServer server = on("127.0.0.1", "", false);
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

  @Test
  void isAliveAndReady() throws Exception {
    assertThat(get("/healthz")).satisfies(answer -> isText(answer, 200, "ok"));
    assertThat(get("/readyz")).satisfies(answer -> isText(answer, 200, "ready"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"starting", "no pool: 3 miners of farm wait", "busy: a lane does not answer"})
  void isAliveButNotReadyWith(String reason) throws Exception {
    gateway.view =
        switch (reason.charAt(0)) {
          case 's' -> SampleGateway.view(Phase.STARTING, List.of(), Map.of());
          case 'n' -> SampleGateway.view(List.of(SampleGateway.waitingLane(3)));
          default -> null;
        };
    assertThat(get("/readyz")).satisfies(answer -> isText(answer, 503, reason));
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void statusHasTheFieldsOfKaroo() throws Exception {
    MinerView miner = SampleGateway.miner("w.rig1", 0.25, SampleGateway.tally(3, 1));
    MinerView whole = SampleGateway.miner("w.\"rig\" 2", 1024, SampleGateway.tally(0, 0));
    gateway.view =
        SampleGateway.view(
            List.of(
                SampleGateway.waitingLane(0),
                SampleGateway.lane(SampleGateway.tally(3, 1), List.of(miner, whole))));

    HttpResponse<String> answer = get("/status");
    JsonNode status = new ObjectMapper().readTree(answer.body());

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(status.get("upstream").booleanValue()).isTrue();
    assertThat(status.get("extranonce1").stringValue()).isEqualTo("f000000a");
    assertThat(status.get("extranonce2_size").intValue()).isEqualTo(8);
    assertThat(status.get("last_notify_unix").longValue())
        .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000 - 2);
    assertThat(answer.body()).contains("\"last_diff\":1024,");
    assertThat(status.get("shares_ok").intValue()).isEqualTo(3);
    assertThat(status.get("shares_bad").intValue()).isEqualTo(1);
    assertThat(status.get("clients").get(0).toString())
        .startsWith(
            "{\"ip\":\"10.0.0.7\",\"worker\":\"w.rig1\",\"upstream_user\":\"wallet.proxy\","
                + "\"ok\":3,\"bad\":1,\"diff\":0.25,");
    assertThat(status.get("clients").get(1).get("worker").stringValue()).isEqualTo("w.\"rig\" 2");
    assertThat(answer.body()).contains("\"diff\":1024,");
    assertThat(status.get("vardiff").propertyNames())
        .contains("total_clients", "active_clients", "avg_difficulty", "avg_shares_per_sec")
        .contains("target_seconds", "min_difficulty", "max_difficulty");
    assertThat(status.get("ratelimit").propertyNames())
        .contains("total_ips", "total_active", "banned_ips")
        .contains("max_per_ip", "max_per_minute", "ban_duration_sec");
  }

  @Test
  void statusOfAnIdleGatewayClaimsNothing() throws Exception {
    assertThat(get("/status").body())
        .startsWith(
            "{\"upstream\":false,\"extranonce1\":\"\",\"extranonce2_size\":0,"
                + "\"last_notify_unix\":0,\"last_diff\":0,\"shares_ok\":0,\"shares_bad\":0,"
                + "\"clients\":[],");
  }

  @Test
  void statusSaysMoreThanKaroo() throws Exception {
    gateway.view =
        SampleGateway.view(List.of(SampleGateway.lane(SampleGateway.tally(3, 1), List.of())));
    JsonNode status = new ObjectMapper().readTree(get("/status").body());
    assertThat(status.get("version").stringValue()).isEqualTo("1.2.3");
    assertThat(status.get("uptime_seconds").intValue()).isEqualTo(61);
    assertThat(status.get("blocks").intValue()).isEqualTo(2);
    assertThat(status.get("latest_blocks").toString())
        .isEqualTo(
            "[{\"time\":\"1970-01-01T00:00:00Z\",\"pool\":\"main\",\"worker\":\"w.<b>\","
                + "\"address\":\"10.0.0.7:5000\",\"hash\":\""
                + "00".repeat(32)
                + "\",\"difficulty\":200000000000000}]");
    assertThat(status.get("shares").get("received").intValue()).isEqualTo(4);
    assertThat(status.get("shares").get("accepted").intValue()).isEqualTo(3);
    assertThat(status.get("listeners").get(0).get("address").stringValue())
        .isEqualTo("127.0.0.1:3333");
    assertThat(status.get("lanes").get(0).get("answer_seconds").get("p50").doubleValue())
        .isBetween(0.0119, 0.0121);
    assertThat(status.get("pools").get(0).toString())
        .startsWith(
            "{\"name\":\"backup\",\"ready\":false,\"lanes\":0,\"standby\":0,\"pending_shares\":0,");
    assertThat(status.get("pools").get(1).toString())
        .startsWith(
            "{\"name\":\"main\",\"ready\":true,\"lanes\":1,\"standby\":0,\"pending_shares\":4,"
                + "\"job_age_seconds\":2,\"difficulty\":1024,");
  }

  @Test
  void statusCountsWhatTheGuardDoes() throws Exception {
    Guard guard = SampleGuard.guard();
    SampleGuard.visit(guard, "192.0.2.1", 0);
    SampleGuard.misbehave(guard, "192.0.2.7", 0);
    gateway.view = SampleGateway.view(GuardView.of(guard, 0));
    JsonNode status = new ObjectMapper().readTree(get("/status").body());
    assertThat(status.get("ratelimit").toString())
        .isEqualTo(
            "{\"enabled\":true,\"total_ips\":2,\"total_active\":1,\"banned_ips\":1,"
                + "\"max_per_ip\":3,\"max_per_minute\":60,\"ban_duration_sec\":60}");
    String idle =
        "\"refused\":{\"banned\":0,\"denied\":0,\"full\":0,\"pace\":0,\"per_ip\":0,"
            + "\"per_minute\":0},\"banned\":{\"hand\":0,\"per_ip\":0,\"per_minute\":0,"
            + "\"points\":0},\"closed\":{\"banned\":0,\"denied\":0,\"evicted\":0,"
            + "\"no_login\":0}";
    String busy =
        idle.replace("\"points\":0", "\"points\":1")
            .replace(
                "{\"banned\":0,\"denied\":0,\"evicted", "{\"banned\":1,\"denied\":0,\"evicted");
    assertThat(status.get("guard").toString())
        .isEqualTo("{\"enabled\":true,\"dry_run\":false," + busy + ",\"would\":{" + idle + "}}");
  }

  @Test
  void relaysSayWhatTheyCarryForWhom() throws Exception {
    HttpResponse<String> answer = get("/api/v1/relays");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "[{\"name\":\"web\",\"mode\":\"tcp\",\"address\":\"127.0.0.1:8443\",\"open\":2,"
                + "\"begun\":5,\"bytes_sent\":1500,\"bytes_received\":2500000,\"targets\":["
                + "{\"address\":\"192.0.2.1:80\",\"state\":\"up\",\"problem\":\"\"},"
                + "{\"address\":\"192.0.2.2:80\",\"state\":\"down\",\"problem\":\"connection"
                + " refused\"},"
                + "{\"address\":\"192.0.2.3:80\",\"state\":\"unknown\",\"problem\":\"\"}],"
                + "\"ended\":{\"closed\":2,\"idle\":1},\"turned_away\":0,\"dropped\":7,\"talkers\":["
                + "{\"address\":\"198.51.100.7\",\"flows\":2,\"bytes_sent\":700,"
                + "\"bytes_received\":900}]}]");
  }

  @Test
  void relaysWaitForNoLaneThatDoesNotAnswer() throws Exception {
    gateway.view = null;
    assertThat(get("/api/v1/relays"))
        .satisfies(busy -> isText(busy, 503, "busy: a lane does not answer\n"));
  }

  @Test
  void statusTellsRelaysBrieflyAndMinersPerListener() throws Exception {
    gateway.view =
        SampleGateway.view(List.of(SampleGateway.lane(SampleGateway.tally(3, 1), List.of())));
    JsonNode status = new ObjectMapper().readTree(get("/status").body());
    assertThat(status.get("relays").get(0).propertyNames())
        .containsExactly(
            "name", "mode", "address", "open", "begun", "bytes_sent", "bytes_received", "targets");
    JsonNode farm = status.get("listeners").get(0);
    assertThat(farm.get("miners").intValue()).isZero();
    assertThat(farm.get("shares").get("received").intValue()).isEqualTo(4);
  }

  @Test
  void statusForWhoLooksOftenLeavesOutWhatGrowsWithTheMiners() throws Exception {
    var workers =
        IntStream.range(0, 30)
            .mapToObj(i -> new WorkerView("w" + i, SampleGateway.tally(1, 0), 0, 0, i))
            .toArray(WorkerView[]::new);
    MinerView miner = SampleGateway.miner("w.rig1", 0.25, SampleGateway.tally(3, 1));
    gateway.view =
        SampleGateway.view(
            List.of(SampleGateway.lane(SampleGateway.tally(3, 1), List.of(miner), workers)));
    JsonNode status = new ObjectMapper().readTree(get("/status?top=3").body());
    assertThat(status.has("clients")).isFalse();
    assertThat(status.has("vardiff")).isFalse();
    assertThat(status.get("workers").valueStream().map(it -> it.get("worker").stringValue()))
        .containsExactly("w29", "w28", "w27");
    assertThat(status.get("hashes_per_second").intValue()).isEqualTo(29 * 30 / 2);
    assertThat(get("/status?top=many").statusCode()).isEqualTo(400);
  }

  @Test
  void statusHoldsFifteenThousandMiners() throws Exception {
    var miners =
        Collections.nCopies(15_000, SampleGateway.miner("w.rig", 16, SampleGateway.tally(1, 0)));
    gateway.view =
        SampleGateway.view(List.of(SampleGateway.lane(SampleGateway.tally(1, 0), miners)));
    JsonNode status = new ObjectMapper().readTree(get("/status").body());
    assertThat(status.get("clients").size()).isEqualTo(15_000);
  }

  @Test
  void metricsAreThere() throws Exception {
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).contains("adit_lanes{listener=\"farm\"} 0.0", "jvm_memory_used");
  }

  @Test
  void whatIsNotThereSaysLittle() throws Exception {
    for (String path : List.of("/nothing", "/debug/", "/debug/threads", "/status/../x")) {
      assertThat(get(path)).satisfies(answer -> isText(answer, 404, "not found\n"));
    }
    HttpRequest post =
        HttpRequest.newBuilder(uri("/status"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()))
        .satisfies(answer -> isText(answer, 404, "not found\n"));
  }

  @Test
  void rubbishIsRefusedWithoutAWordAboutTheServer() throws Exception {
    for (String rubbish :
        List.of(
            "GET\r\n\r\n",
            "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET /status?top=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(rubbish.getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer)
            .startsWith("HTTP/1.1 4")
            .doesNotContainIgnoringCase("jetty")
            .doesNotContain("html", "at org.");
      }
    }
  }

  @Test
  void aBrokenViewIsOneLineToTheOutside() throws Exception {
    gateway.view =
        new GatewayView(
            "1",
            Phase.SERVING,
            0,
            Collections.singletonList(null),
            List.of(),
            Map.of(),
            List.of(),
            SampleGateway.guard(),
            FoundBlocks.NONE,
            null);
    assertThat(get("/metrics")).satisfies(answer -> isText(answer, 500, "internal error\n"));
  }

  @Test
  void rereadsTheFileForWhoHasThePassword() throws Exception {
    assertThat(post("/api/v1/reload", null).statusCode()).isEqualTo(403);
    server.stop();
    server = on("127.0.0.1", "s3cret", false);
    port = server.start().port();
    assertThat(post("/api/v1/reload", null).statusCode()).isEqualTo(401);
    HttpResponse<String> done = post("/api/v1/reload", "admin:s3cret");
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.body()).isEqualTo("{\"changes\":[\"listener.farm is new\"]}");
    outcome = new Rereading.Outcome(false, List.of("pool.main.url: missing"));
    HttpResponse<String> refused = post("/api/v1/reload", "admin:s3cret");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).isEqualTo("{\"problems\":[\"pool.main.url: missing\"]}");
    assertThat(get("/api/v1/reload").statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsSaidInALine() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      AdminServer second =
          new AdminServer(
              config("127.0.0.1", taken.getLocalPort(), "", false, false),
              gateway,
              rereading,
              SampleGuard.guard());
      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "admin.listen: \"127.0.0.1:"
                  + taken.getLocalPort()
                  + "\" can't be used: Address already in use");
    }
  }

  @Nested
  class WithPasswordOnAllAddresses {
    @BeforeEach
    void restart() throws IOException {
      server.stop();
      server = on("0.0.0.0", "s3cret", true);
      port = server.start().port();
    }

    @Test
    void thoseOfIpv6AreLeftToOthers() throws IOException {
      InetAddress six = InetAddress.ofLiteral("::1");
      try (ServerSocket other = new ServerSocket(port, 1, six)) {
        assertThat(other.isBound()).isTrue();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/status", "/metrics", "/nothing"})
    void everyPathAsksForIt(String path) throws Exception {
      HttpResponse<String> answer = get(path);
      assertThat(answer).satisfies(refusal -> isText(refusal, 401, "user and password, please\n"));
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
          .startsWith("Basic realm=\"adit\"");
    }

    @Test
    void theRightOneOpens() throws Exception {
      assertThat(get("/healthz", "admin:s3cret").statusCode()).isEqualTo(200);
      assertThat(get("/nothing", "admin:s3cret").statusCode()).isEqualTo(404);
    }

    @Test
    void aWrongOneWaitsForItsAnswerAndAFloodIsTurnedAway() throws Exception {
      long started = System.nanoTime();
      List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        guesses.add(client.sendAsync(request("/status", "admin:" + i), BodyHandlers.ofString()));
      }
      List<Integer> answers = guesses.stream().map(guess -> guess.join().statusCode()).toList();
      assertThat(System.nanoTime() - started).isGreaterThan(900_000_000);
      assertThat(answers).contains(401, 429).containsOnly(401, 429);
      assertThat(get("/healthz", "admin:s3cret").statusCode()).isEqualTo(200);
    }
  }

  @Nested
  class WithPprof {
    @BeforeEach
    void restart() throws IOException {
      server.stop();
      server = on("", "s3cret", true);
      port = server.start().port();
    }

    @Test
    void showsWhatThreadsAreDoing() throws Exception {
      assertThat(get("/debug/").body()).contains("/debug/threads", "/debug/flight");
      assertThat(get("/debug/threads").body()).contains("Full thread dump", "\"admin-");
    }

    @Test
    void recordsAFlightAndOneAtATime() throws Exception {
      var first =
          client.sendAsync(request("/debug/flight?seconds=1", null), BodyHandlers.ofByteArray());
      var second =
          client.sendAsync(request("/debug/flight?seconds=1", null), BodyHandlers.ofByteArray());
      List<HttpResponse<byte[]>> answers = List.of(first.join(), second.join());
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 409);
      assertThat(answers)
          .filteredOn(answer -> answer.statusCode() == 200)
          .allSatisfy(answer -> assertThat(answer.body()).startsWith('F', 'L', 'R', 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "61", "-1", "1e9", "99999999999"})
    void refusesALongOne(String seconds) throws Exception {
      assertThat(get("/debug/flight?seconds=" + seconds).statusCode()).isEqualTo(400);
    }

    @Test
    void hidesFromAWebPageBehindAForeignName() throws Exception {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket
            .getOutputStream()
            .write(
                "GET /debug/threads HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void stopsWithinASecondThoughARequestIsHeld() throws Exception {
    server.stop();
    server = on("0.0.0.0", "s3cret", true);
    port = server.start().port();
    var held =
        client.sendAsync(request("/debug/flight?seconds=60", null), BodyHandlers.discarding());
    var idle = new Socket(InetAddress.getLoopbackAddress(), port);
    get("/debug/");
    long started = System.nanoTime();
    server.stop();
    assertThat(System.nanoTime() - started).isLessThan(1_000_000_000);
    held.cancel(true);
    idle.close();
  }

  private AdminServer on(String host, String password, boolean pprof) {
    return new AdminServer(
        config(host, 0, password, pprof, false), gateway, rereading, SampleGuard.guard());
  }

  private static AdminConfig config(
      String host, int port, String password, boolean pprof, boolean openReadOnly) {
    return new AdminConfig(
        new HostPort(host, port), "admin", new Secret(password), pprof, openReadOnly);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpRequest request(String path, @Nullable String credentials) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (credentials != null) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private HttpResponse<String> post(String path, @Nullable String credentials) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(request(path, credentials), (_, _) -> true)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(post, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path, null), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String credentials) throws Exception {
    return client.send(request(path, credentials), BodyHandlers.ofString());
  }

  private static void isText(HttpResponse<String> answer, int status, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }
}
