package dev.adit;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Watch shares flow: a simulated pool, Adit, and five simulated miners that really hash.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: adit demo --seconds 30"})
final class DemoCommand implements Callable<Integer> {
  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
  private static final String CLEAR_LINE = "\u001b[K";

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after N seconds (default: at Ctrl-C).")
  private int seconds = Integer.MAX_VALUE;

  private int shown;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("adit-demo");
    StopSignal stop = StopSignal.listen();
    try (Demo demo = Demo.start(scratch)) {
      print(DemoScreen.head(demo));
      watch(demo, stop);
      print(demo.finish());
    } finally {
      Files.deleteIfExists(scratch.resolve("adit.toml"));
      Files.deleteIfExists(scratch.resolve("blocks.jsonl"));
      Files.deleteIfExists(scratch);
    }
    return 0;
  }

  private void watch(Demo demo, StopSignal stop) {
    boolean terminal = isTerminal();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    Duration pause = terminal ? REFRESH : BETWEEN_LINES;
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      boolean last = left.compareTo(pause) <= 0;
      boolean stopped = stop.within(last ? left : pause);
      DemoState now = demo.state();
      if (now != null && terminal) {
        redraw(DemoScreen.block(now));
      } else if (now != null) {
        print(List.of(DemoScreen.line(now)));
      }
      if (stopped || last) {
        return;
      }
    }
  }

  private void redraw(List<String> block) {
    PrintWriter out = spec.commandLine().getOut();
    if (shown > 0) {
      out.print("\u001b[" + shown + "A");
    }
    block.forEach(line -> out.println(line + CLEAR_LINE));
    shown = block.size();
    out.flush();
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }

  @SuppressWarnings("SystemConsoleNull") // Java 25 gives null again where there is no terminal
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
