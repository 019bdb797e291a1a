package dev.adit;

import dev.adit.sim.PoolTotals;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import dev.adit.sim.SimReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "pool",
    description =
        "Run a pool that hands out jobs, checks every share's proof of work, and prints what it"
            + " credits.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: easy shares, and little room for a proxy's miners",
      "  adit sim pool --listen 127.0.0.1:3333 --difficulty 0.0001 --extranonce2-size 4",
      "",
      "Example: a pool that keeps the best shares to itself",
      "  adit sim pool --listen 127.0.0.1:3333 --difficulty 0.0001 --cheat skim"
    })
final class SimPoolCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final SimPoolSettings settings = new SimPoolSettings();
  @Mixin private final SimRun run = new SimRun();

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SimPoolCommand() {}

  @Override
  public Integer call() throws IOException {
    SimRun.refuse(spec, settings.problems());
    StopSignal stop = StopSignal.listen();
    try (SimPool pool = SimPool.start(settings)) {
      spec.commandLine().getErr().println("simulated pool on " + pool.url() + "; Ctrl-C stops it");
      if (pool.statsUrl() != null) {
        spec.commandLine().getErr().println("its statistics are at " + pool.statsUrl() + "/users/");
      }
      run.untilTheEnd(stop, () -> report(pool.totals()));
      PoolTotals end = pool.totals();
      report(end);
      if (!run.json()) {
        SimReport.workers(end).forEach(out()::println);
      }
    }
    return 0;
  }

  private void report(PoolTotals totals) {
    out().println(run.json() ? SimReport.json(totals) : SimReport.line(totals));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
