package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.sim.Cheat;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aPoolListensAndReportsAtTheEnd() {
    assertThat(run("sim pool --listen 127.0.0.1:0 --seconds 1")).isZero();
    assertThat(err.toString()).startsWith("simulated pool on stratum+tcp://127.0.0.1:");
    assertThat(out.toString()).contains("accepted 0").contains("worker ");
  }

  @Test
  void aPoolSaysHowOftenItCheats() {
    assertThat(
            run(
                "sim pool --listen 127.0.0.1:0 --seconds 1 --cheat TAG,reuse-extranonce,timewarp"
                    + " --payout-address 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"))
        .isZero();
    assertThat(out.toString()).contains("cheats timewarp 1");
  }

  @Test
  void aPoolSaysWhereItsStatisticsAre() {
    assertThat(
            run(
                "sim pool --listen 127.0.0.1:0 --stats-listen 127.0.0.1:0 --seconds 1"
                    + " --cheat short-stats"))
        .isZero();
    assertThat(err.toString()).containsPattern("statistics are at http://127.0.0.1:\\d+/users/");
  }

  @Test
  void theHelpOfAPoolListsItsCheats() {
    assertThat(run("sim pool --help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(Arrays.stream(Cheat.values()).map(Cheat::toString).toList());
  }

  @Test
  void minersReportWhatThePoolMadeOfTheirWork() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(1e-7))) {
      assertThat(run("sim miners --pool " + pool.url() + " --behaviour one-id,xnsub --seconds 1"))
          .isZero();
      assertThat(out.toString()).contains("rejected 0").doesNotContain("accepted 0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim",
        "sim pool --extranonce2-size 0",
        "sim pool --reject-rate 2",
        "sim pool --cheat lie",
        "sim pool --cheat skim --no-validate",
        "sim pool --cheat payout --replay jobs.jsonl",
        "sim pool --cheat short-stats",
        "sim pool --cheat-delay 0s",
        "sim pool --payout-address wallet",
        "sim miners --behaviour lazy",
        "sim miners --count 0",
        "bench",
        "bench latency",
      })
  void wrongUsageExitsWithTwo(String command) {
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString()).startsWith("adit: ");
  }

  @ParameterizedTest
  @CsvSource({
    "sim pool --cheat lie, double-answer",
    "sim miners --behaviour lazy, one-id",
  })
  void saysWhatThereIsOnceEach(String command, String name) {
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString().split(name, -1)).hasSize(2);
    assertThat(err.toString()).doesNotContain("_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim pool",
        "sim miners",
        "bench latency",
        "bench throughput",
        "bench fanout",
        "bench connect"
      })
  void helpHasAnExample(String command) {
    assertThat(run(command + " --help")).isZero();
    assertThat(out.toString()).contains("Example");
  }

  private int run(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.split(" ", -1));
  }
}
