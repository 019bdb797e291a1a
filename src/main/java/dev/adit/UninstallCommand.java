package dev.adit;

import dev.adit.host.Commands;
import dev.adit.host.Removal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "uninstall",
    description =
        "Stop the service and remove what adit install made. What was changed since, and what the"
            + " service wrote, is kept and named. Needs root.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: sudo /opt/adit/bin/adit uninstall --keep-config"})
final class UninstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--keep-config", description = "Keep the configuration in /etc/adit.")
  private boolean keepConfig;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      defaultValue = "/",
      description = "the directory tree that adit install --root was given")
  private Path root;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  UninstallCommand() {}

  @Override
  public Integer call() throws IOException {
    Path place = root.toAbsolutePath().normalize();
    HostRights.demand(spec, place);
    PrintWriter out = spec.commandLine().getOut();
    if (!Removal.apply(place, keepConfig, Commands.real(), out::println)) {
      out.println("nothing to remove: adit install has made nothing here");
    }
    out.flush();
    return ExitCode.OK;
  }
}
