package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.config.PoolStatsConfig.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
  static final String CKPOOL =
      """
      {
       "hashrate1m": "3.12T", "hashrate5m": "3.07T", "hashrate1hr": "2.95T", "hashrate1d": "811G", "hashrate7d": "116G",
       "lastshare": 1795211204, "workers": 2, "shares": 48211040, "bestshare": 73911220.51, "bestever": 9120044387,
       "authorised": 1795010927,
       "worker": [
        {"workername": "bc1qexample0000000000000000000000000000000.rig1",
         "hashrate1m": "1.6T", "hashrate5m": "1.55T", "hashrate1hr": "1.5T", "hashrate1d": "400G", "hashrate7d": "58G",
         "lastshare": 1795211204, "shares": 24100020, "bestshare": 73911220.51, "bestever": 9120044387}
       ]
      }
      """;

  private static final String PUBLIC_POOL =
      """
      {"bestDifficulty":"1234567.89","workersCount":1,"workers":[{"sessionId":"ef94aa22","name":"rig1",
       "bestDifficulty":"669.87","hashRate":512000000000,"startTime":"2026-11-20T22:03:00.590Z",
       "lastSeen":"2026-11-20T23:03:00.590Z"}]}\
      """;

  private static PoolReport read(String text, Style style) throws IOException {
    return ReportReader.read(text.getBytes(StandardCharsets.UTF_8), style);
  }

  @Test
  void readsCkpools() throws IOException {
    PoolReport report = read(CKPOOL, Style.CKPOOL);
    assertThat(report.rates()).isEqualTo(new PoolReport.Rates(3.07e12, 3.12e12, 3.07e12, 2.95e12));
    assertThat(report.shares()).isEqualTo(48211040);
    assertThat(report.bestShare()).isEqualTo(73911220.51);
    assertThat(report.lastShare()).isEqualTo(1795211204);
    PoolReport.Worker rig = report.workers().getFirst();
    assertThat(report.workers()).hasSize(1);
    assertThat(rig.name()).isEqualTo("bc1qexample0000000000000000000000000000000.rig1");
    assertThat(rig.rates().oneHour()).isEqualTo(1.5e12);
    assertThat(rig.shares()).isEqualTo(24100020);
  }

  @Test
  void readsFractionsAndNumbersAndWhatIsMissing() throws IOException {
    PoolReport report =
        read(
            "{\"hashrate1m\":null,\"hashrate5m\":1500,\"hashrate1hr\":\"2 GH/s\",\"shares\":0.25,"
                + "\"more\":{\"of\":[\"it\"]}}",
            Style.CKPOOL);
    assertThat(report.rates()).isEqualTo(new PoolReport.Rates(1500, 0, 1500, 2e9));
    assertThat(report.shares()).isEqualTo(0.25);
    assertThat(report.bestShare()).isNaN();
    assertThat(report.lastShare()).isZero();
    assertThat(report.workers()).isEmpty();
  }

  @Test
  void readsPublicPools() throws IOException {
    PoolReport report = read(PUBLIC_POOL, Style.PUBLIC_POOL);
    assertThat(report.rates().lately()).isEqualTo(512e9);
    assertThat(report.rates().oneHour()).isNaN();
    assertThat(report.shares()).isNaN();
    assertThat(report.bestShare()).isEqualTo(1234567.89);
    assertThat(report.lastShare())
        .isEqualTo(Instant.parse("2026-11-20T23:03:00Z").getEpochSecond());
    assertThat(report.workers().getFirst().name()).isEqualTo("rig1");
    assertThat(report.workers().getFirst().bestShare()).isEqualTo(669.87);
  }

  @Test
  void publicPoolsKnowNobodyWithoutWorkers() throws IOException {
    PoolReport report = read("{\"workersCount\":0,\"workers\":[]}", Style.PUBLIC_POOL);
    assertThat(report.workers()).isEmpty();
    assertThat(report.rates().lately()).isZero();
  }

  @Test
  void doesNotBelieveWhatCannotBe() throws IOException {
    PoolReport report =
        read(
            "{\"hashrate1hr\":-5,\"hashrate5m\":true,\"shares\":1e400,\"lastshare\":1e300,"
                + "\"worker\":[7,{\"workername\":[],\"lastshare\":\"soon\"}]}",
            Style.CKPOOL);
    assertThat(report.rates().oneHour()).isNaN();
    assertThat(report.rates().fiveMinutes()).isNaN();
    assertThat(report.shares()).isNaN();
    assertThat(report.lastShare()).isZero();
    assertThat(report.workers()).hasSize(2);
    PoolReport late =
        read(
            "{\"workers\":[{\"lastSeen\":\"+999999999-12-31T00:00:00Z\",\"hashRate\":\"x\"}]}",
            Style.PUBLIC_POOL);
    assertThat(late.lastShare()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{", "\"text\"", "{}", "[]", "null", "{\"error\":\"no\"}"})
  void saysSoWhereItIsSomethingElse(String text) {
    for (Style style : Style.values()) {
      assertThatThrownBy(() -> read(text, style))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("what it answers");
    }
  }

  @Test
  void saysSoWhereItNestsWithoutEnd() {
    assertThatThrownBy(() -> read("[".repeat(500_000), Style.CKPOOL))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onePoolsFiguresAreNotTheOthers() {
    assertThatThrownBy(() -> read(CKPOOL, Style.PUBLIC_POOL))
        .hasMessageContaining("style = \"public-pool\"");
    assertThatThrownBy(() -> read(PUBLIC_POOL, Style.CKPOOL))
        .hasMessageContaining("style = \"ckpool\"");
  }
}
