package dev.adit.sim.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TortureReportTest {
  private static final TortureResult BROKEN =
      new TortureResult(
          42,
          7,
          1000,
          Map.of("DROP", 3L),
          new Efficiency.Earnings(99, Map.of(Loss.NEW_BLOCK, 1.0), 98, 2),
          List.of(new Breach("2: one answer", "12.5 twice", List.of("12.5 miner1 <- yes"))));

  @Test
  void saysWhatBrokeAndHowToSeeItAgain() {
    assertThat(TortureReport.line(BROKEN)).startsWith("seed 42 ").endsWith("BROKEN");
    assertThat(TortureReport.breaches(BROKEN, new TortureSettings().hours(0.5).pools(3)))
        .containsExactly(
            "  broken: 2: one answer",
            "  12.5 twice",
            "    12.5 miner1 <- yes",
            "  replay: adit sim torture --seed 42 --profile torture --hours 0.5 --miners 30 --pools"
                + " 3 --drops 0 --followers 0.5 --least-latency 20 --most-latency 80");
  }

  @Test
  void sumsUpWhatIsCreditedAndWhatIsLost() {
    assertThat(TortureReport.summary(List.of(BROKEN, BROKEN)))
        .contains(
            "seeds 2, broken 2, shares 2000",
            "faults {DROP=6}",
            "efficiency 99.0000 %, but for blocks of others 100.0000 %",
            "  lost 1.0000 %  overtaken by a new block");
  }
}
