package dev.adit.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The programs of the host.
public interface Commands {

  /// How long one may take: a service that is told to stop has 15 s.
  int MOST_SECONDS = 60;

  /// What a program said, both streams, and how it ended: 127 where there is none of that name.
  record Result(int exit, String output) {
    boolean fine() {
      return exit == 0;
    }

    String lastLine() {
      List<String> lines = output.strip().lines().toList();
      return lines.isEmpty() ? "exit code " + exit : lines.getLast();
    }
  }

  Result run(List<String> command);

  /// Really run, in English.
  static Commands real() {
    return Commands::execute;
  }

  private static Result execute(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C", "SYSTEMD_PAGER", "", "SYSTEMD_COLORS", "0"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      Thread overdue =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                      }
                    } catch (InterruptedException done) {
                      Thread.currentThread().interrupt();
                    }
                  });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      overdue.interrupt();
      return new Result(exit, output);
    } catch (IOException missing) {
      return new Result(127, command.getFirst() + ": not found");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", stopped));
    }
  }
}
