package dev.adit;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("run", RunCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("import", ImportCommand.class);
    COMMANDS.put("top", TopCommand.class);
    COMMANDS.put("bans", BansCommand.class);
    COMMANDS.put("install", InstallCommand.class);
    COMMANDS.put("uninstall", UninstallCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("demo", DemoCommand.class);
    COMMANDS.put("sim", SimCommand.class);
    COMMANDS.put("bench", BenchCommand.class);
    COMMANDS.put("judge", JudgeCommand.class);
    COMMANDS.put("forensics", ForensicsCommand.class);
    COMMANDS.put("version", VersionCommand.class);
  }

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  Main() {}

  public static void main(String[] args) {
    // Figures look the same wherever Adit runs: many who read them are programs.
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine(args).execute(args));
  }

  /// The command line with the one subcommand that `args` begin with, or with all of them where
  /// they begin otherwise: to read the annotations of all takes longer than to start serving.
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new Main());
    Class<?> only = args.length == 0 ? null : COMMANDS.get(args[0]);
    if (only == null) {
      COMMANDS.forEach(line::addSubcommand);
    } else {
      line.addSubcommand(args[0], only);
    }
    return line.setCaseInsensitiveEnumValuesAllowed(true)
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
