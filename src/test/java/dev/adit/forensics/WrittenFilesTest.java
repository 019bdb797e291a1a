package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFilesTest {
  @TempDir private Path directory;
  private final AlertBook book = new AlertBook();

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  WrittenFilesTest() {}

  private FileRoom room() {
    return new FileRoom(directory, 1 << 20, 3);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  private static Talk second(Talk talk) {
    return talk.after(Duration.ofSeconds(1));
  }

  @Test
  void writesAnAlertAsTheOriginalDid() throws IOException {
    SuspiciousFile file = new SuspiciousFile(room(), book);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("gap_ms", 2.5);
    data.put("worker", "evil\u001b[2J\n\u202e");
    data.put("count", 7);
    book.report(
        Talk.call("192.0.2.1:5000", "main"),
        new Moment(0, Talk.NOON.toEpochMilli(), 1_500),
        Suspicion.SHARES_RAPID,
        "Two shares at once.\nFORGED",
        data);
    assertThat(directory.resolve("suspicious_activity.txt"))
        .hasContent(
            """
            === SUSPICIOUS ACTIVITY LOG - 2026-11-20T12:00:01.500+00:00 ===

            [2026-11-20T12:00:01.500+00:00] HIGH: share_skimming
            Description: Two shares at once.?FORGED
            Data: {
              "gap_ms": 2.5,
              "worker": "evil?[2J??",
              "data_count": 7,
              "code": "shares-rapid",
              "count": 1,
              "miner": "192.0.2.1:5000",
              "pool": "main",
              "listener": "tap",
              "local_time": "2026-11-20T12:00:00.000+00:00"
            }
            --------------------------------------------------------------------------------
            """);
    file.close();
  }

  @Test
  void writesLowAlertsWithinASecond() {
    SuspiciousFile file = new SuspiciousFile(room(), book);
    Talk talk = Talk.with(file);
    book.report(null, talk.now(), Suspicion.CLOCK_JUMPED, "It jumped.", Map.of());
    assertThat(directory.resolve("suspicious_activity.txt")).doesNotExist();
    second(talk);
    assertThat(directory.resolve("suspicious_activity.txt"))
        .content()
        .contains("LOW: timing_attacks\nDescription: It jumped.\n");
  }

  @Test
  void writesSharesWithTheirTrueDifficulty() throws IOException {
    Talk talk = Talk.with(new ShareFile(room())).begun().after(Duration.ofMillis(2_260));
    talk.goodShare();
    second(talk);
    SeenShare share = talk.seen(Observation.ShareSent.class).getFirst().share();
    assertThat(lines("share_analysis.txt"))
        .containsExactly(
            "timestamp,miner_addr,worker,job_id,nonce,share_difficulty,job_age_seconds,is_block,"
                + "msg_id",
            String.format(
                Locale.ROOT,
                "2026-11-20T12:00:02.260+00:00,192.0.2.1:5000,wallet.rig1,1,%08x,%.6f,2.3,false,11",
                share.submit().nonce(),
                share.difficulty()));
  }

  @Test
  void keepsSpreadsheetsFromStrangersTexts() throws IOException {
    Talk talk = Talk.with(new ShareFile(room())).begun();
    String submit =
        "{\"id\":\"x,1\",\"method\":\"mining.submit\",\"params\":[\"%s\",\"%s\",\"0000000000000000\","
            + "\"00000000\",\"00000000\"]}";
    talk.miner(submit.formatted("=cmd()", "no,such"));
    talk.miner(submit.formatted("a\\\"b", "-1"));
    talk.miner(submit.formatted("tab\\there", "@x"));
    second(talk);
    assertThat(lines("share_analysis.txt").stream().skip(1).map(it -> it.split("5000,", 2)[1]))
        .containsExactly(
            "\"'=cmd()\",\"no,such\",00000000,,,false,\"\"\"x,1\"\"\"",
            "\"a\"\"b\",\"'-1\",00000000,,,false,\"\"\"x,1\"\"\"",
            "\"tab?here\",\"'@x\",00000000,,,false,\"\"\"x,1\"\"\"");
  }

  @Test
  void writesDelays() throws IOException {
    Talk talk = Talk.with(new TimingFile(room())).clocked(-250).begun();
    talk.after(Duration.ofMillis(1_500)).share(_ -> true).after(Duration.ofMillis(20)).yes();
    second(talk);
    assertThat(lines("timing_analysis.txt"))
        .containsExactly(
            "timestamp,miner_addr,pool,event,job_id,ms",
            "2026-11-20T11:59:59.750+00:00,192.0.2.1:5000,main,job,1,250.000",
            "2026-11-20T12:00:01.250+00:00,192.0.2.1:5000,main,share,1,1500.000",
            "2026-11-20T12:00:01.270+00:00,192.0.2.1:5000,main,answer,1,20.000");
  }

  @Test
  void analysesInDetail() throws IOException {
    Talk talk = Talk.with(new GeekFile(room(), book)).begun();
    talk.goodShare();
    book.report(null, talk.now(), Suspicion.CLOCK_JUMPED, "It jumped.", Map.of("ms", 5));
    second(talk);
    List<String> lines = lines("geek_mode_analysis.txt");
    assertThat(lines)
        .contains(
            "=== GEEK MODE ANALYSIS - 2026-11-20T12:00:01.000+00:00 ===",
            "=== 2026-11-20 (UTC) ===",
            "[12:00:00.000] CRYPTO: Extranonce 81a0b2c3",
            "[12:00:00.000] TECH: Difficulty 1.0E-8",
            "[12:00:00.000] TECH: New job 1",
            "[12:00:00.000] SHARE: Share of job 1",
            "[12:00:00.000] PERF: Share accepted",
            "[12:00:00.000] FRAUD: LOW timing_attacks: It jumped.");
    assertThat(lines)
        .anyMatch(it -> it.startsWith("Data: {") && it.contains("\"quality\":\"generous\""))
        .anyMatch(
            it -> it.contains("\"merkle_branches\":1") && it.contains("\"nbits\":\"1703ffff\""))
        .anyMatch(it -> it.contains("\"network_difficulty\":7.036"))
        .anyMatch(it -> it.contains("\"latency_ms\":0.0"));
  }

  @Test
  void tellsOfSessions() throws IOException {
    Talk talk = Talk.with(new SessionFile(room(), book)).begun();
    talk.goodShare().after(Duration.ofSeconds(61)).end();
    book.report(null, talk.now(), Suspicion.CLOCK_JUMPED, "It jumped.", Map.of());
    second(talk);
    assertThat(lines("ultra_proxy.log"))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .isEqualTo(
                        "[2026-11-20T12:00:00.000+00:00] connected: miner 192.0.2.1:5000 to pool"
                            + " main (main.example.com:3333) by listener tap"),
            it -> assertThat(it).endsWith("authorized: miner 192.0.2.1:5000 as worker wallet.rig1"),
            it ->
                assertThat(it)
                    .contains("12:01:01.000", "statistics: up 60 s, connected 1, messages/s")
                    .contains("in all: jobs 1, shares 1, accepted 1, rejected 0, blocks 0"),
            it ->
                assertThat(it)
                    .contains(
                        "ended: miner 192.0.2.1:5000, pool main, after 61 s: jobs 1, shares 1")
                    .endsWith("unanswered 0"),
            it -> assertThat(it).contains("LOW timing_attacks (clock-jumped)", "It jumped."));
  }
}
