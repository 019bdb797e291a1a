package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SimTortureCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void printsALineForEachSeedAndASummary() {
    assertThat(run("sim", "torture", "--seeds", "2", "--seed", "5", "--hours", "0.05")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("seed 5 ") && line.endsWith(" ok"))
        .anyMatch(line -> line.startsWith("seed 6 ") && line.endsWith(" ok"))
        .anyMatch(line -> line.startsWith("seeds 2, broken 0, "))
        .anyMatch(line -> line.startsWith("efficiency "));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(run("sim", "torture", "--hours", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--hours must be above 0");
  }
}
