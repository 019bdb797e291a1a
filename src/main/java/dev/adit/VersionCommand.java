package dev.adit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    description = "Print the version of Adit and of the Java it runs on.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  VersionCommand() {}

  @Override
  public void run() {
    var out = spec.commandLine().getOut();
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
  }
}
