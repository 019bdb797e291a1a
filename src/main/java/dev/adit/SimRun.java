package dev.adit;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How long a simulation runs and how it reports.
final class SimRun {
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after N seconds (default: at Ctrl-C).")
  private long seconds = Long.MAX_VALUE / 2_000_000_000;

  @Option(names = "--json", description = "Report as lines of JSON.")
  private boolean json;

  boolean json() {
    return json;
  }

  /// Reports every ten seconds; returns when it is time to stop.
  void untilTheEnd(StopSignal stop, Runnable report) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      boolean last = left.compareTo(BETWEEN_REPORTS) <= 0;
      if (stop.within(last ? left : BETWEEN_REPORTS) || last) {
        return;
      }
      report.run();
    }
  }

  /// Ends the command with its problems, if there are any.
  static void refuse(CommandSpec spec, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("; ", problems));
    }
  }
}
