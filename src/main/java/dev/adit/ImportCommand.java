package dev.adit;

import dev.adit.config.ConfigLoader;
import dev.adit.config.Format;
import dev.adit.config.Importable;
import dev.adit.config.LoadResult;
import dev.adit.config.NativeToml;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = "Print a foreign configuration file as native TOML, passwords included.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: adit import config.json > adit.toml"})
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "the config.json of Karoo, a Port Relay .env, a settings.py of the Python tap, or an MWC"
              + " node's TOML, of which it takes the guard")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ImportCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    return switch (ConfigLoader.read(file)) {
      case LoadResult.Refused(var problems) -> {
        problems.forEach(err::println);
        yield ExitCode.USAGE;
      }
      case LoadResult.Loaded(var format, _, _) when format == Format.NATIVE -> {
        err.println(file + ": is native already: use it as it is");
        yield ExitCode.USAGE;
      }
      case LoadResult.Loaded(_, var config, var notices) ->
          print(NativeToml.render(config, notices));
      case Importable.GuardOnly(var guard, var notices) -> print(NativeToml.render(guard, notices));
    };
  }

  private int print(String toml) {
    spec.commandLine().getOut().print(toml);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
