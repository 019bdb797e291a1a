package dev.adit;

import dev.adit.config.LoadResult;
import dev.adit.host.Commands;
import dev.adit.host.ConfigFiles;
import dev.adit.host.HostFacts;
import dev.adit.host.HostProbe;
import dev.adit.host.InstallAdvice;
import dev.adit.host.InstallPlan;
import dev.adit.host.InstalledConfig;
import dev.adit.host.Needs;
import dev.adit.host.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "install",
    description =
        "Make Adit a service of this host: user, files, hardened systemd unit, kernel settings,"
            + " packet filter. Needs root.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Done again it changes only what has to be. adit uninstall removes what it made.",
      "",
      "Example: sudo adit install -c adit.toml",
      "Example: what would it do?",
      "  adit install -c adit.toml --dry-run"
    })
final class InstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "copied to /etc/adit; without it the one that is installed already stays")
  private @Nullable Path file;

  @Option(names = "--dry-run", description = "Print everything it would do; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      defaultValue = "/",
      description =
          "a directory tree that will be a system, such as an image; nothing is started then")
  private Path root;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  InstallCommand() {}

  @Override
  public Integer call() throws IOException {
    Path place = root.toAbsolutePath().normalize();
    if (!dryRun) {
      HostRights.demand(spec, place);
    }
    ConfigFiles config = config(place);
    Program program = program();
    HostFacts facts = HostProbe.read(place, Commands.real());
    InstallPlan plan = InstallPlan.of(program, config, facts);
    PrintWriter out = spec.commandLine().getOut();
    boolean fine = true;
    if (dryRun) {
      out.println("nothing is changed; adit install would:");
      plan.describe().forEach(out::println);
    } else {
      fine = plan.apply(place, Commands.real(), out::println);
    }
    InstallAdvice.lines(program, config, facts).forEach(out::println);
    out.flush();
    return fine ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ConfigFiles config(Path place) throws IOException {
    if (file != null) {
      return ConfigFiles.copied(file, needs(file), place);
    }
    Path installed = InstalledConfig.find(place);
    if (installed == null) {
      throw new ParameterException(
          spec.commandLine(),
          "which configuration? None is installed, or several are: write one, with your pool and"
              + " your account, and name it with -c");
    }
    return ConfigFiles.installed(installed, needs(InstalledConfig.in(place, installed)), place);
  }

  private Needs needs(Path from) {
    return switch (UsableConfig.load(from)) {
      case LoadResult.Refused(var problems) ->
          throw new ParameterException(spec.commandLine(), String.join("\n", problems));
      case LoadResult.Loaded(_, var config, _) -> HostNeeds.of(config);
    };
  }

  private static Program program() throws IOException {
    String home = System.getProperty("adit.home", "");
    if (!home.isEmpty()) {
      return Program.distribution(Path.of(home));
    }
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Program.jar(jar, Path.of(System.getProperty("java.home")));
    } catch (URISyntaxException never) {
      throw new IOException("it is not known where this program is", never);
    }
  }
}
