package dev.adit;

import dev.adit.sim.torture.Torture;
import dev.adit.sim.torture.TortureReport;
import dev.adit.sim.torture.TortureResult;
import dev.adit.sim.torture.TortureSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "torture",
    description =
        "Run the whole proxy in virtual time, between pools and miners that misbehave, and check"
            + " every promise on what crossed the wires.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: two hundred runs; then a calm day, to see how much work is credited",
      "  adit sim torture --seeds 200 --hours 1",
      "  adit sim torture --profile calm --hours 24 --miners 1000 --drops 100 --followers 1"
    })
final class SimTortureCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final TortureSettings settings = new TortureSettings();

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SimTortureCommand() {}

  @Override
  public Integer call() {
    SimRun.refuse(spec, settings.problems());
    PrintWriter out = spec.commandLine().getOut();
    List<TortureResult> runs = new ArrayList<>();
    for (long seed = settings.seed(); runs.size() < settings.seeds(); seed++) {
      TortureResult run = Torture.run(settings, seed);
      runs.add(run);
      out.println(TortureReport.line(run));
      if (!run.holds()) {
        TortureReport.breaches(run, settings).forEach(out::println);
      }
      out.flush();
    }
    TortureReport.summary(runs).forEach(out::println);
    return runs.stream().allMatch(TortureResult::holds) ? 0 : 1;
  }
}
