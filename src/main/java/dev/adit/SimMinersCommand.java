package dev.adit;

import dev.adit.sim.MinerTotals;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "miners",
    description =
        "Run miners that really hash, and print what they did and what the pool made of it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: twenty miners for a minute, with one id for all submits",
      "  adit sim miners --count 20 --hashrate 100kH --behaviour one-id --seconds 60"
    })
final class SimMinersCommand implements Callable<Integer> {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

  @Spec private CommandSpec spec;
  @Mixin private final SimMinersSettings settings = new SimMinersSettings();
  @Mixin private final SimRun run = new SimRun();

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SimMinersCommand() {}

  @Override
  public Integer call() {
    SimRun.refuse(spec, settings.problems());
    StopSignal stop = StopSignal.listen();
    try (SimMiners miners = SimMiners.start(settings)) {
      long start = System.nanoTime();
      run.untilTheEnd(stop, () -> report(miners.totals(), start));
      report(miners.finish(LAST_ANSWERS), start);
    }
    return 0;
  }

  private void report(MinerTotals totals, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    spec.commandLine()
        .getOut()
        .println(
            run.json()
                ? SimReport.json(totals)
                : SimReport.line(totals, settings.algorithm(), seconds));
  }
}
