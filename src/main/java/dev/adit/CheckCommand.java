package dev.adit;

import dev.adit.config.EnvRepair;
import dev.adit.config.LoadResult;
import dev.adit.config.NativeToml;
import java.io.IOException;
import java.io.PrintWriter;
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

@Command(
    name = "check",
    description =
        "Print every problem of a configuration file, or what it comes to, or what it would"
            + " change.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: adit check -c adit.toml",
      "Example: what would a reload change?",
      "  adit check -c new.toml --against adit.toml",
      "Example: adit check -c .env --fix"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description =
          "the file: native TOML, the config.json of Karoo, a Port Relay .env, or a settings.py of"
              + " the Python tap")
  private Path file;

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "print only what FILE would change where OLD is in force, a line each")
  private @Nullable Path old;

  @Option(
      names = {"-q", "--quiet"},
      description = "print problems alone")
  private boolean quiet;

  @Option(
      names = "--fix",
      description =
          "of a Port Relay .env: add the keys that are missing with their defaults, and make"
              + " comments of unknown ones; keeps a copy")
  private boolean fix;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CheckCommand() {}

  @Override
  public Integer call() throws IOException {
    if (fix && old != null) {
      throw new ParameterException(spec.commandLine(), "--fix or --against, not both at once");
    }
    if (fix) {
      return fix();
    }
    LoadResult.Loaded read = load(file);
    if (read == null) {
      return ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (quiet) {
      return ExitCode.OK;
    }
    if (old == null) {
      out.print(NativeToml.renderMasked(read.config(), read.notices()));
    } else {
      LoadResult.Loaded before = load(old);
      if (before == null) {
        return ExitCode.USAGE;
      }
      List<String> changes = Reload.lines(before.config(), read.config());
      changes.forEach(out::println);
      if (changes.isEmpty()) {
        out.println("nothing would change");
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  /// What can't be mended is told as ever.
  private int fix() throws IOException {
    switch (EnvRepair.repair(file)) {
      case EnvRepair.Outcome.Refused(var problems) -> {
        problems.forEach(spec.commandLine().getErr()::println);
        return ExitCode.USAGE;
      }
      case EnvRepair.Outcome.Mended(var steps) -> {
        steps.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return load(file) == null ? ExitCode.USAGE : ExitCode.OK;
      }
    }
  }

  private LoadResult.@Nullable Loaded load(Path from) {
    return switch (UsableConfig.load(from)) {
      case LoadResult.Refused(var problems) -> {
        problems.forEach(spec.commandLine().getErr()::println);
        yield null;
      }
      case LoadResult.Loaded loaded -> loaded;
    };
  }
}
