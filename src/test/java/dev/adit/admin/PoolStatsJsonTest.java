package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.forensics.PoolReport;
import dev.adit.forensics.PoolStatsView;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PoolStatsJsonTest {
  private static JsonNode json(@Nullable PoolReport report, double ageSeconds) {
    PoolStatsView view =
        new PoolStatsView(
            "https://a.example/users/bc1q",
            "bc1q",
            "main",
            report,
            ageSeconds,
            true,
            2,
            "late",
            1e12,
            0.05,
            400,
            123.5,
            List.of(new PoolStatsView.Worker("bc1q.\"rig\"", Double.NaN, 5e11, 200)));
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      PoolStatsJson.write(view, 1_795_000_060_000L, json);
    }
    return new JsonMapper().readTree(text.toString());
  }

  @Test
  void setsWhatIsClaimedBesideWhatWasMeasured() {
    PoolReport.Rates rates = new PoolReport.Rates(3, 2, 3, Double.NaN);
    JsonNode json = json(new PoolReport(rates, 99, 7, 1_795_000_000, List.of()), 60);
    assertThat(json.path("fetched").asString()).isEqualTo("2026-11-18T11:06:40Z");
    assertThat(json.path("age_seconds").asDouble()).isEqualTo(60);
    assertThat(json.path("claimed").path("hashes_per_second_1m").asDouble()).isEqualTo(2);
    assertThat(json.path("claimed").path("hashes_per_second_1h").isNull()).isTrue();
    assertThat(json.path("claimed").path("difficulty").asDouble()).isEqualTo(99);
    assertThat(json.path("claimed").path("last_share").asString())
        .isEqualTo("2026-11-18T11:06:40Z");
    assertThat(json.path("measured").path("hashes_per_second_1h").asDouble()).isEqualTo(1e12);
    assertThat(json.path("measured").path("accepted").asLong()).isEqualTo(400);
    assertThat(json.path("problem").asString()).isEqualTo("late");
    JsonNode worker = json.path("workers").get(0);
    assertThat(worker.path("worker").asString()).isEqualTo("bc1q.\"rig\"");
    assertThat(worker.path("claimed_hashes_per_second").isNull()).isTrue();
    assertThat(worker.path("measured_hashes_per_second").asDouble()).isEqualTo(5e11);
  }

  @Test
  void claimsNothingBeforeTheFirstAnswer() {
    JsonNode json = json(null, Double.NaN);
    assertThat(json.path("fetched").isNull()).isTrue();
    assertThat(json.path("claimed").isNull()).isTrue();
    assertThat(json.path("measured").path("sigma").asDouble()).isEqualTo(0.05);
  }
}
