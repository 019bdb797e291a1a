package dev.adit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Who may change a host.
final class HostRights {
  private HostRights() {}

  /// Refuses where this host is to be changed and we are not root.
  static void demand(CommandSpec command, Path root) throws IOException {
    boolean rightful = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    if (!rightful && root.equals(Path.of("/"))) {
      throw new ParameterException(
          command.commandLine(), "needs root: run it with sudo, or see --help for a dry run");
    }
    if (!Files.isDirectory(root)) {
      throw new ParameterException(command.commandLine(), root + " is no directory");
    }
  }
}
