package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A simulated pool's statistics, against what it credited.
@Timeout(120)
class PublishedStatsIT {
  /// About 4300 hashes.
  private static final double EASY = 1e-6;

  private static SimPool pool(Cheat... kinds) throws Exception {
    return SimPool.start(
        new SimPoolSettings()
            .difficulty(EASY)
            .cheat(kinds)
            .statsListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  private static HttpResponse<String> ask(SimPool pool, String user) throws Exception {
    URI page = URI.create(pool.statsUrl() + "/users/" + user);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
  }

  private static JsonNode shown(SimPool pool, String user) throws Exception {
    HttpResponse<String> answer = ask(pool, user);
    assertThat(answer.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static PoolTotals mined(SimPool pool) throws Exception {
    try (SimMiners miners =
        SimMiners.start(
            new SimMinersSettings().pool(PoolAddress.plain(pool.address())).threads(1))) {
      pool.until(totals -> totals.accepted() >= 10).get(60, TimeUnit.SECONDS);
      miners.finish(Duration.ofSeconds(60));
    }
    return pool.totals();
  }

  @Test
  void anHonestPoolShowsWhatItCredited() throws Exception {
    try (SimPool pool = pool()) {
      PoolTotals totals = mined(pool);
      String worker = totals.workers().keySet().iterator().next();
      JsonNode page = shown(pool, worker.split("[._]", 2)[0]);
      assertThat(page.path("shares").asDouble())
          .isCloseTo(totals.creditedDifficulty(), within(1e-12));
      assertThat(page.path("worker").get(0).path("workername").asString()).isEqualTo(worker);
      assertThat(page.path("hashrate1hr").asString()).isNotEqualTo("0");
      assertThat(page.path("lastshare").asLong()).isPositive();
      assertThat(ask(pool, "nobody").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shortStatsShowSevenTenths() throws Exception {
    try (SimPool pool = pool(Cheat.SHORT_STATS)) {
      PoolTotals totals = mined(pool);
      String user = totals.workers().keySet().iterator().next().split("[._]", 2)[0];
      assertThat(shown(pool, user).path("shares").asDouble())
          .isCloseTo(0.7 * totals.creditedDifficulty(), within(1e-12));
      assertThat(pool.totals().cheats()).containsEntry("short-stats", 1L);
    }
  }
}
