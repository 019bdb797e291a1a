package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DashboardHttpIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private AdminServer server = server("127.0.0.1", "");
  private int port;

  private static AdminServer server(String host, String password) {
    return new AdminServer(
        new AdminConfig(new HostPort(host, 0), "admin", new Secret(password), false, false),
        new SampleGateway(),
        Rereading.NEVER,
        SampleGuard.guard());
  }

  @BeforeEach
  void start() throws IOException {
    port = server.start().port();
  }

  @AfterEach
  void stop() {
    server.stop();
    client.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join("|", answer.headers().allValues(name));
  }

  @Test
  void servesEachFileAsWhatItIsAndLocksItIn() throws Exception {
    Map<String, String> types =
        Map.of(
            "/", "text/html",
            "/dashboard/main.js", "text/javascript",
            "/dashboard/style.css", "text/css",
            "/dashboard/icon.svg", "image/svg+xml");
    for (String path : types.keySet()) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "Content-Type").replaceFirst("; ?charset=utf-8$", ""))
          .isEqualTo(types.get(path));
      assertThat(header(answer, "Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }
    for (String file : DashboardPages.FILES) {
      assertThat(get("/dashboard/" + file).body()).isEqualTo(DashboardPages.text(file));
    }
  }

  @Test
  void servesNothingElse() throws Exception {
    for (String path :
        List.of(
            "/dashboard",
            "/dashboard/",
            "/dashboard/index.html",
            "/dashboard/other.js",
            "/dashboard/main.js/x",
            "/dashboard/..%2fpackage-info.class",
            "/dashboard/%2e%2e/DashboardPages.class",
            "/index.html",
            "/favicon.ico")) {
      assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
    }
  }

  @Test
  void asksForThePasswordAsTheStatusDoes() throws Exception {
    server.stop();
    server = server("0.0.0.0", "s3cret");
    port = server.start().port();
    for (String path : List.of("/status", "/", "/dashboard/main.js")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(401);
    }
  }
}
