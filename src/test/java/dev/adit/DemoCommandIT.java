package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemoCommandIT {

  @Test
  void showsSharesFlowAndEndsWithTheTotals() {
    StringWriter out = new StringWriter();
    int exitCode =
        Main.commandLine().setOut(new PrintWriter(out, true)).execute("demo", "--seconds", "5");

    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .startsWith("five miners -> Adit on 127.0.0.1:")
        .containsPattern("5 miners, [1-9]\\d* shares: [1-9]\\d* to the pool")
        .containsPattern("miners +submits [1-9]\\d* +accepted [1-9]\\d* +refused 0")
        .containsPattern("pool +submits [1-9]\\d* +accepted [1-9]\\d* +refused 0");
  }
}
