package dev.adit.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A program of the system, such as `nft`. Thread-safe; blocks.
final class HostCommand {
  private static final long PATIENCE_SECONDS = 10;

  private final Path program;

  private HostCommand(Path program) {
    this.program = program;
  }

  /// Looked for on the path, and where administrators' programs are, which may not be on it.
  static Optional<HostCommand> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(HostCommand::new);
  }

  /// Runs it with this input, and gives what it has said.
  ///
  /// @throws IOException where it fails, with what it says of it
  String run(String input, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).start();
    try {
      CompletableFuture<String> errors = read(process.errorReader(UTF_8));
      CompletableFuture<String> answer = read(process.inputReader(UTF_8));
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      String said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(program.getFileName() + ": " + firstLine(errors.get()));
      }
      return said;
    } catch (ExecutionException | TimeoutException stuck) {
      throw new IOException(program.getFileName() + " does not answer", stuck);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(program.getFileName() + " was interrupted", stopped);
    } finally {
      process.destroyForcibly();
    }
  }

  /// On a thread of its own, so that neither of the two pipes can fill up.
  private static CompletableFuture<String> read(Reader from) {
    CompletableFuture<String> all = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (from) {
                all.complete(from.readAllAsString());
              } catch (IOException broken) {
                all.completeExceptionally(broken);
              }
            });
    return all;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("it failed");
  }
}
