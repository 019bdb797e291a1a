package dev.adit;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line. Each subcommand is a class `XCommand` in this package, listed below in the
/// order of the help.
///
/// Exit codes: 0 fine, 1 failed, 2 wrong usage. A user never sees a stack trace unless the
/// environment variable `ADIT_TRACE` asks for one.
@Command(
    name = "adit",
    description = "The door between mining machines and pools.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      DemoCommand.class,
      SimCommand.class,
      BenchCommand.class,
      JudgeCommand.class,
      VersionCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
  }

  /// Without a subcommand.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("adit: " + wrong.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      String name = command.getCommandSpec().qualifiedName();
      err.println("Try '" + name + " --help'.");
    }
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    String message = failure.getMessage();
    err.println("adit: " + (message == null ? failure.getClass().getSimpleName() : message));
    if (System.getenv("ADIT_TRACE") != null) {
      failure.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
