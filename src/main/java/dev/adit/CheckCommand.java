package dev.adit;

import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.config.NativeToml;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = "Print every problem of a configuration file, or what it comes to.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: adit check -c adit.toml"})
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "the file: native TOML, or the config.json of Karoo")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CheckCommand() {}

  @Override
  public Integer call() {
    return switch (ConfigLoader.load(file)) {
      case LoadResult.Refused(var problems) -> {
        problems.forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case LoadResult.Loaded(_, var config, var notices) -> {
        spec.commandLine().getOut().print(NativeToml.renderMasked(config, notices));
        spec.commandLine().getOut().flush();
        yield ExitCode.OK;
      }
    };
  }
}
