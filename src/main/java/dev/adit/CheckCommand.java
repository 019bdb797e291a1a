package dev.adit;

import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.config.NativeToml;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  adit check -c new.toml --against adit.toml"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "the file: native TOML, or the config.json of Karoo")
  private Path file;

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "print only what FILE would change where OLD is in force, a line each")
  private @Nullable Path old;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CheckCommand() {}

  @Override
  public Integer call() {
    LoadResult.Loaded read = load(file);
    if (read == null) {
      return ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
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

  private LoadResult.@Nullable Loaded load(Path from) {
    return switch (ConfigLoader.load(from)) {
      case LoadResult.Refused(var problems) -> {
        problems.forEach(spec.commandLine().getErr()::println);
        yield null;
      }
      case LoadResult.Loaded loaded -> loaded;
    };
  }
}
