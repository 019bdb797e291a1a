package dev.adit.admin;

import static dev.adit.admin.GuardPort.ADDRESSES;
import static dev.adit.admin.GuardPort.problem;
import static dev.adit.admin.SampleGuard.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Guard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is told over HTTP of the addresses that the guard knows.
class AddressesHttpIT {
  private final GuardPort port;
  private final Guard guard;

  AddressesHttpIT() throws IOException {
    port = new GuardPort();
    guard = port.guard;
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Nested
  class TheList {
    @Test
    void beginsWithTheBannedAndThenWhoHasMostConnections() throws Exception {
      long now = System.nanoTime();
      SampleGuard.visit(guard, "192.0.2.1", now).onGoodShare(1024, now);
      SampleGuard.visit(guard, "192.0.2.2", now);
      SampleGuard.visit(guard, "192.0.2.2", now).onGoodShare(16, now);
      SampleGuard.misbehave(guard, "192.0.2.3", now);
      JsonNode list = port.get(ADDRESSES);
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
      assertThat(port.get(ADDRESSES).size()).isEqualTo(1_000);
      assertThat(port.get(ADDRESSES + "?limit=1100").size()).isEqualTo(1_100);
      assertThat(port.get(ADDRESSES + "?banned=false").size()).isEqualTo(1);
      assertThat(port.get(ADDRESSES + "?banned=true&limit=7").size()).isEqualTo(7);
      assertThat(
              port.send(port.request(ADDRESSES + "?limit=7")).headers().firstValue("X-Total-Count"))
          .hasValue("1201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=131073", "limit=x", "banned=maybe"})
    void namesWhatItDoesNotUnderstand(String query) throws Exception {
      HttpResponse<String> answer = port.send(port.request(ADDRESSES + "?" + query));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(problem(answer)).startsWith(query.substring(0, query.indexOf('=')) + ":");
    }

    @Test
    void holdsAllThatAreRemembered() throws Exception {
      long now = System.nanoTime();
      for (int i = 0; i < Guard.REMEMBERED; i++) {
        guard.ban(ip("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), 1L << 60, now);
      }
      assertThat(port.get(ADDRESSES + "?limit=" + Guard.REMEMBERED).size())
          .isEqualTo(Guard.REMEMBERED);
    }
  }

  @Nested
  class OneAddress {
    @Test
    void isExplained() throws Exception {
      long tenSecondsAgo = System.nanoTime() - 10 * SampleGuard.SECOND;
      SampleGuard.visit(guard, "192.0.2.7", tenSecondsAgo).onLogin(tenSecondsAgo);
      SampleGuard.visit(guard, "192.0.2.7", tenSecondsAgo).onNoise(tenSecondsAgo);
      JsonNode one = port.get(ADDRESSES + "/192.0.2.7");
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
      assertThat(port.get(ADDRESSES + "/198.51.100.1").get("next_connection").stringValue())
          .isEqualTo("denied");
      assertThat(port.get(ADDRESSES + "/198.51.100.2").get("allowed").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::5", "2001:db8::/64", "2001%3Adb8%3A%3A5"})
    void mayBeAPrefixOfIpv6(String path) throws Exception {
      guard.ban(ip("2001:db8::9"), Long.MAX_VALUE, System.nanoTime());
      JsonNode one = port.get(ADDRESSES + "/" + path);
      assertThat(one.get("address").stringValue()).isEqualTo("2001:db8::/64");
      assertThat(one.get("banned").booleanValue()).isTrue();
      assertThat(one.get("lapses_in_seconds").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "10.0.0.0/8", "192.0.2.7/ban", "%3Cscript%3E"})
    void isNotWhatIsNone(String path) throws Exception {
      HttpResponse<String> answer = port.send(port.request(ADDRESSES + "/" + path));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(problem(answer)).contains(" is no");
    }
  }
}
