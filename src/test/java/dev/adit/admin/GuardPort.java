package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP port in front of [SampleGuard], and how a test talks to it.
final class GuardPort implements AutoCloseable {
  static final String ADDRESSES = "/api/v1/addresses";
  static final JsonMapper JSON = new JsonMapper();

  final Guard guard = SampleGuard.guard();
  private final HttpClient client = HttpClient.newHttpClient();
  private AdminServer server;
  private int port;

  GuardPort() throws IOException {
    server = on("s3cret");
    port = server.start().port();
  }

  int number() {
    return port;
  }

  private AdminServer on(String password) {
    return new AdminServer(
        new AdminConfig(new HostPort("127.0.0.1", 0), "admin", new Secret(password), false, false),
        new SampleGateway(),
        Rereading.NEVER,
        guard);
  }

  void forgetThePassword() throws IOException {
    server.stop();
    server = on("");
    port = server.start().port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpRequest.Builder request(String path, String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return request(path)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static String problem(HttpResponse<String> answer) {
    JsonNode problems = JSON.readTree(answer.body()).get("problems");
    assertThat(problems.size()).isEqualTo(1);
    return problems.get(0).stringValue();
  }

  @Override
  public void close() {
    server.stop();
    client.close();
  }
}
