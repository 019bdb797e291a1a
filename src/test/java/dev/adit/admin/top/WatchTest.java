package dev.adit.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WatchTest {
  private static final String ANSWER =
      """
      {"watching":true,"time":"2026-11-20T12:00:00Z","found":{"INFO":0,"LOW":2,"MEDIUM":1,"HIGH":3},
       "alerts":[{"id":1,"severity":"HIGH","kind":"hijack","code":"foreign-reconnect","count":3,
         "description":"the pool sends us to pool.evil.example","miner":"192.0.2.1:5","pool":"main",
         "first":"2026-11-20T11:00:00Z","last":"2026-11-20T11:59:00.123Z","data":{}}],
       "messages_per_second":12.34,"shares_per_minute":4,"accept_rate":0.995,"difficulty":1234567,
       "best_share":9.9e6,"blocks":1,"near_misses":2,"job_age_seconds":null,"future_jobs":5,
       "stale_jobs":6,"clock":{"offset_ms":-17,"servers":3,"asked":3,"synced":"2026-11-20T11:59:00Z"},
       "pool_stats":{"claimed":{"hashes_per_second":1,"hashes_per_second_1h":7e11},
         "measured":{"hashes_per_second_1h":1e12}},
       "miners":[{"address":"192.0.2.1","worker":"w.rig1","pool":"main","shares":10,"accepted":8,
         "rejected":2,"shares_per_hour":120.4,"best_share":9900000,"hashes_per_second":1.2e12,
         "seconds_to_exhaust":234.6},
        {"address":"192.0.2.2","worker":"w.rig2","seconds_to_exhaust":1e12}],
       "pools":[{"name":"main","answer_ms":{"count":9,"p50":12.5,"p90":20,"p99":80,"max":90},
         "job_gap_ms":null,"new_block_behind_ms":250,"empty_jobs_ms":null,
         "extranonce":{"quality":"generous"}}]}
      """;

  private static List<String> screen(String answer) {
    JsonMapper json = new JsonMapper();
    Snapshot snapshot =
        SnapshotReader.read(
            json.createObjectNode(), json.createArrayNode(), json.readTree(answer), 0);
    return Screen.plain("here", Frame.of(null, null, snapshot));
  }

  @Test
  void showsFiguresFindingsAndMiners() {
    assertThat(screen(ANSWER).stream().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "12.3 4.0 99.5 % 1.23M 9.90M 1 2 - s 5 6 70.0 % -17 ms 3 1 2",
            "HIGH hijack 3 2026-11-20T11:59:00Z main the pool sends us to pool.evil.example",
            "main 12.5 ms 80.0 ms - 250 ms generous",
            "192.0.2.1 w.rig1 10 120 80.0 % 9.90M 1.20 TH/s 3.91 min")
        .anyMatch(line -> line.startsWith("192.0.2.2") && line.endsWith(" > 1 day"));
  }

  @Test
  void tellsWhoseTimeItIsWithoutServers() {
    assertThat(screen(ANSWER.replace("\"servers\":3", "\"servers\":0")))
        .anyMatch(line -> line.contains(" local "));
  }

  @Test
  void isSilentWhereNothingIsWatched() {
    assertThat(screen("{\"watching\":false}")).noneMatch(line -> line.contains("SEVERITY"));
  }

  @Test
  void keepsAllOfItForScripts() {
    Watch watch = Objects.requireNonNull(Watch.read(new JsonMapper().readTree(ANSWER)));
    assertThat(new JsonMapper().readTree(watch.json()))
        .isEqualTo(new JsonMapper().readTree(ANSWER));
  }
}
