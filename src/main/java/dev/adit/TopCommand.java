package dev.adit;

import dev.adit.admin.AdminClient;
import dev.adit.admin.top.Top;
import dev.adit.config.DurationText;
import dev.adit.config.Parsed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "top",
    description = "What an Adit that runs does now: listeners, relays, targets, who is behind it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Keys: q quit, s sort, r reverse, / filter, p pause, h help.",
      "",
      "Example: adit top -c adit.toml",
      "Example: for a script",
      "  adit top -c adit.toml --once --json"
    })
final class TopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AdminTarget adit;

  @Option(names = "--once", description = "Print a table, and that was it.")
  private boolean once;

  @Option(names = "--json", description = "With --once: print a JSON object.")
  private boolean json;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "1s",
      description =
          "Between two looks (default ${DEFAULT-VALUE}); with --once 0 looks once, and shows no"
              + " rates.")
  private String interval;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  TopCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (json && !once) {
      throw wrong("--json needs --once");
    }
    Duration between = between();
    Map<String, String> environment = System.getenv();
    AdminClient client = adit.client(environment);
    Top top = new Top(client, between);
    if (once) {
      print(json ? List.of(top.onceAsJson()) : top.once());
    } else {
      StopSignal stop = StopSignal.listen();
      boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
      top.live(() -> stop.within(Duration.ZERO), colours);
    }
    return ExitCode.OK;
  }

  private Duration between() {
    if (once && interval.equals("0")) {
      return Duration.ZERO;
    }
    return switch (DurationText.parse(interval)) {
      case Parsed.Bad<Duration>(String why) ->
          throw wrong("--interval: \"" + interval + "\" " + why);
      case Parsed.Good<Duration>(Duration read) when read.isZero() && !once ->
          throw wrong("--interval: \"" + interval + "\" never rests: write \"1s\"");
      case Parsed.Good<Duration>(Duration read) -> read;
    };
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private void print(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
