package dev.adit;

import dev.adit.config.ConfigLoader;
import dev.adit.config.ForensicsConfig;
import dev.adit.config.LoadResult;
import dev.adit.forensics.Alert;
import dev.adit.forensics.AlertText;
import dev.adit.forensics.JournalCheck;
import dev.adit.forensics.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "forensics",
    description = "Read the journal that forensics.journal = true writes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: adit forensics verify forensics/journal-*.jsonl.zst"})
final class ForensicsCommand implements Runnable {
  private static final String FILES = "Files of one journal, the oldest first.";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ForensicsCommand() {}

  /// Without a subcommand.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of them: verify or replay?");
  }

  @Command(
      description = "Was a journal changed? Checks the hash of every line.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit code: 0 every chain is intact, 1 one is broken or can't be read.",
        "",
        "Example: adit forensics verify forensics/journal-*.jsonl.zst"
      })
  int verify(@Parameters(paramLabel = "FILE", arity = "1..*", description = FILES) Path... files) {
    PrintWriter out = spec.commandLine().getOut();
    JournalCheck check = new JournalCheck();
    int exitCode = ExitCode.OK;
    for (Path file : files) {
      JournalCheck.Finding found = check.verify(file);
      out.println(found.text());
      if (found.broken() != null) {
        exitCode = ExitCode.SOFTWARE;
      }
    }
    out.flush();
    return exitCode;
  }

  @Command(
      description = "Hear a journal again: runs every detector over it and prints what they find.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit code: 0 all of it was heard, 1 a file is broken or can't be read.",
        "",
        "Example: adit forensics replay -c adit.toml forensics/journal-*.jsonl.zst"
      })
  int replay(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = FILES) List<Path> files,
      @Option(
              names = {"-c", "--config"},
              paramLabel = "CONFIG",
              description = "whose [forensics] says what is suspicious; else the defaults do")
          @Nullable Path config,
      @Option(names = "--json", description = "Print one JSON object a line.") boolean json) {
    Replay.Result result = Replay.of(files, thresholds(config));
    PrintWriter out = spec.commandLine().getOut();
    for (Alert alert : result.alerts()) {
      out.print(json ? AlertText.json(alert) + "\n" : AlertText.of(alert));
    }
    if (!json) {
      result.files().forEach(file -> out.println(file.text()));
      out.println("alerts: " + result.alerts().size());
    }
    out.flush();
    if (result.faults() > 0) {
      String faults = "adit: faults of Adit, so that not all was judged: " + result.faults();
      spec.commandLine().getErr().println(faults);
    }
    if (json) {
      result.files().stream()
          .filter(file -> file.broken() != null)
          .forEach(file -> spec.commandLine().getErr().println("adit: " + file.text()));
    }
    return result.whole() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ForensicsConfig thresholds(@Nullable Path file) {
    ForensicsConfig standard = ConfigLoader.forensicsByDefault();
    if (file == null) {
      return standard;
    }
    return switch (UsableConfig.load(file)) {
      case LoadResult.Refused(var problems) ->
          throw new ParameterException(spec.commandLine(), String.join("\n", problems));
      case LoadResult.Loaded loaded -> {
        ForensicsConfig own = loaded.config().forensics();
        yield own == null ? standard : own;
      }
    };
  }
}
