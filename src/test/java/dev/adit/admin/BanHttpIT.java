package dev.adit.admin;

import static dev.adit.admin.GuardPort.ADDRESSES;
import static dev.adit.admin.GuardPort.JSON;
import static dev.adit.admin.GuardPort.problem;
import static dev.adit.admin.SampleGuard.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Eviction;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A ban by hand, over HTTP.
class BanHttpIT {
  private final GuardPort port;
  private final Guard guard;

  BanHttpIT() throws IOException {
    port = new GuardPort();
    guard = port.guard;
  }

  @AfterEach
  void close() {
    port.close();
  }

  private static final String BAN = ADDRESSES + "/192.0.2.7/ban";

  private HttpRequest.Builder ban(String body) {
    return port.request(BAN, "admin:s3cret").POST(BodyPublishers.ofString(body));
  }

  @Test
  void closesWhatIsOpenAndHoldsAsLongAsWasSaid() throws Exception {
    List<Eviction> closed = new ArrayList<>();
    SampleGuard.visit(guard, "192.0.2.7", closed::add, System.nanoTime());
    HttpResponse<String> answer = port.send(ban("{\"for\":\"2h\"}"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("lapses_in_seconds").intValue())
        .isBetween(7190, 7200);
    assertThat(answer.body()).contains("banned by hand");
    assertThat(closed).containsExactly(Eviction.BANNED);
  }

  @Test
  void holdsAsLongAsAnyOtherWhereNothingWasSaid() throws Exception {
    for (String body : List.of("", "{}")) {
      assertThat(JSON.readTree(port.send(ban(body)).body()).get("lapses_in_seconds").intValue())
          .isBetween(50, 60);
    }
  }

  @Test
  void isLifted() throws Exception {
    guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
    HttpResponse<String> lifted = port.send(port.request(BAN, "admin:s3cret").DELETE());
    assertThat(lifted.statusCode()).isEqualTo(200);
    assertThat(lifted.body()).contains("\"banned\":false", "would be let in");
  }

  @Test
  void canNotBeLiftedWhereNothingIsKnown() throws Exception {
    HttpResponse<String> answer = port.send(port.request(BAN, "admin:s3cret").DELETE());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(problem(answer)).isEqualTo("nothing is known of 192.0.2.7");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '#',
      delimiter = '|',
      value = {"{\"for\":\"x\"} | 400 | for:", "{ | 400 | the body", "LONG | 413 | the body"})
  void needsABodyThatIsUnderstood(String body, int status, String problem) throws Exception {
    HttpResponse<String> answer = port.send(ban(body.replace("LONG", " ".repeat(5_000))));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(problem(answer)).startsWith(problem);
    assertThat(guard.address(ip("192.0.2.7"), System.nanoTime())).isEmpty();
  }

  @Test
  void needsThePasswordAndAPageOfOurOwn() throws Exception {
    guard.ban(ip("192.0.2.7"), Long.MAX_VALUE, System.nanoTime());
    assertThat(port.send(port.request(BAN).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(401);
    assertThat(port.send(port.request(BAN).DELETE()).statusCode()).isEqualTo(401);
    assertThat(port.send(port.request(BAN, "admin:no").DELETE()).statusCode()).isEqualTo(401);
    HttpRequest.Builder foreign =
        port.request(BAN, "admin:s3cret").DELETE().header("Origin", "https://evil.example");
    assertThat(port.send(foreign).statusCode()).isEqualTo(403);
    port.forgetThePassword();
    assertThat(port.send(port.request(BAN).DELETE()).statusCode()).isEqualTo(403);
    assertThat(guard.bans(System.nanoTime())).hasSize(1);
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
      HttpResponse<String> answer =
          port.send(port.request(path).POST(BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
    }
    assertThat(Objects.requireNonNull(guard.bans(System.nanoTime()))).isEmpty();
  }
}
