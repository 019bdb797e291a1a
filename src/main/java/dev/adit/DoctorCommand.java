package dev.adit;

import dev.adit.config.LoadResult;
import dev.adit.host.Commands;
import dev.adit.host.Doctor;
import dev.adit.host.Finding;
import dev.adit.host.HostProbe;
import dev.adit.host.InstalledConfig;
import dev.adit.host.Needs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "doctor",
    description =
        "Say what on this host will hurt: limits, queues, ports, clock. Changes nothing; exits with"
            + " 1 if something hurts.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: sudo adit doctor -c adit.toml"})
final class DoctorCommand implements Callable<Integer> {
  private static final Path HOST = Path.of("/");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "what it is examined for; else what is installed")
  private @Nullable Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  DoctorCommand() {}

  @Override
  public Integer call() {
    List<Finding> findings = Doctor.findings(HostProbe.read(HOST, Commands.real()), needs());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(findings));
    } else {
      findings.stream().flatMap(finding -> finding.lines().stream()).forEach(out::println);
    }
    out.flush();
    return findings.stream().anyMatch(Finding::hurts) ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private @Nullable Needs needs() {
    Path config = file == null ? InstalledConfig.find(HOST) : file;
    if (config == null || (file == null && !Files.isReadable(config))) {
      return null;
    }
    return switch (UsableConfig.load(config)) {
      case LoadResult.Refused(var problems) ->
          throw new ParameterException(spec.commandLine(), String.join("\n", problems));
      case LoadResult.Loaded(_, var read, _) -> HostNeeds.of(read);
    };
  }

  private static String asJson(List<Finding> findings) {
    ArrayNode all = new JsonMapper().createArrayNode();
    for (Finding finding : findings) {
      ObjectNode one = all.addObject();
      one.put("check", finding.check());
      one.put("found", finding.found());
      one.put("verdict", finding.verdict().toString());
      one.put("why", finding.why());
      ArrayNode cure = one.putArray("cure");
      finding.cure().forEach(cure::add);
    }
    return all.toString();
  }
}
