package dev.adit;

import dev.adit.sim.Bench;
import dev.adit.sim.BenchRow;
import dev.adit.sim.BenchSettings;
import dev.adit.sim.BenchTable;
import dev.adit.sim.RelayBench;
import dev.adit.sim.RelayBenchSettings;
import dev.adit.sim.SimReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description =
        "Measure a Stratum proxy or a relay, ours or another, between ends of the bench's own.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Point the proxy's upstream at 127.0.0.1:3334 (or what --pool-listen says), start it, then",
      "  adit bench latency --target 127.0.0.1:3333 --pid $(pidof karoo) --direct"
    })
final class BenchCommand implements Runnable {
  private static final String MINERS = "How many miners (default ${DEFAULT-VALUE}).";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  BenchCommand() {}

  /// Without a subcommand.
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which of them: latency, throughput, fanout, connect or relay?");
  }

  @Command(
      description = "The round trip of single submits at a steady rate.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bench latency --target 127.0.0.1:3333 --rate 200 --direct"})
  int latency(
      @Mixin BenchSettings settings,
      @Option(names = "--miners", paramLabel = "N", defaultValue = "50", description = MINERS)
          int miners,
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "200",
              description = "Submits per second (default ${DEFAULT-VALUE}).")
          int perSecond)
      throws IOException, InterruptedException {
    return print(settings, "latency", new Bench(settings).latency(miners, perSecond));
  }

  @Command(
      description = "Shares per second, as many as go through.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bench throughput --target 127.0.0.1:3333 --pid 4711"})
  int throughput(
      @Mixin BenchSettings settings,
      @Option(names = "--miners", paramLabel = "N", defaultValue = "50", description = MINERS)
          int miners,
      @Option(
              names = "--outstanding",
              paramLabel = "N",
              defaultValue = "4",
              description = "Submits that each keeps under way (default ${DEFAULT-VALUE}).")
          int outstanding)
      throws IOException, InterruptedException {
    return print(settings, "throughput", new Bench(settings).throughput(miners, outstanding));
  }

  @Command(
      description = "Milliseconds until a job has reached the first and the last of many miners.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bench fanout --target 127.0.0.1:3333 --connections 10000"})
  int fanout(
      @Mixin BenchSettings settings,
      @Option(
              names = "--connections",
              paramLabel = "N",
              defaultValue = "10000",
              description = MINERS)
          int connections,
      @Option(
              names = "--rounds",
              paramLabel = "N",
              defaultValue = "15",
              description = "Jobs; of each figure the median is told (default ${DEFAULT-VALUE}).")
          int rounds)
      throws IOException, InterruptedException {
    return print(settings, "fanout", new Bench(settings).fanout(connections, rounds));
  }

  @Command(
      description = "A burst of connections: how many are lost, how fast, and the memory of each.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: adit bench connect --target 127.0.0.1:3333 --connections 15000 --pid 4711"
      })
  int connect(
      @Mixin BenchSettings settings,
      @Option(
              names = "--connections",
              paramLabel = "N",
              defaultValue = "15000",
              description = MINERS)
          int connections)
      throws IOException, InterruptedException {
    return print(settings, "connect", new Bench(settings).connect(connections));
  }

  @Command(
      description = "Bulk, round trip and connections a second of a TCP relay, ours or another.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Point the relay at 127.0.0.1:3335 (or what --backend-listen says), start it, then",
        "  adit bench relay --target 127.0.0.1:3333 --pid $(pidof haproxy) --direct"
      })
  int relay(@Mixin RelayBenchSettings settings) throws IOException {
    return print(settings.json(), "relay", new RelayBench(settings).run());
  }

  private int print(BenchSettings settings, String name, List<BenchRow> rows) {
    return print(settings.json(), name, rows);
  }

  private int print(boolean json, String name, List<BenchRow> rows) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(SimReport.json(Map.of("bench", name, "rows", rows)));
    } else {
      BenchTable.of(rows).forEach(out::println);
    }
    return 0;
  }
}
