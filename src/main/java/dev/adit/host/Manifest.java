package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that `adit install` made, in the order in which it made it. It lies beside the
/// program, where only root can write: whoever could would have root delete what they name.
final class Manifest {
  private static final String HEAD = "# What `adit install` made; `adit uninstall` reads it.\n";

  private final Map<String, Trace> traces = new LinkedHashMap<>();

  /// That file's; an empty one where there is none.
  ///
  /// @throws IOException with a message for the user where it can't be read
  static Manifest read(Path file) throws IOException {
    Manifest manifest = new Manifest();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          manifest.add(Trace.read(line));
        }
      }
    } catch (NoSuchFileException none) {
      return manifest;
    } catch (IllegalArgumentException broken) {
      throw new IOException(
          file + ": is no manifest of adit install: " + broken.getMessage(), broken);
    }
    return manifest;
  }

  boolean isEmpty() {
    return traces.isEmpty();
  }

  void add(Trace trace) {
    traces.put(trace.subject(), trace);
  }

  @Nullable Trace of(String subject) {
    return traces.get(subject);
  }

  Manifest copy() {
    Manifest copy = new Manifest();
    copy.become(this);
    return copy;
  }

  /// From now on says what the other says.
  void become(Manifest other) {
    Map<String, Trace> theirs = new LinkedHashMap<>(other.traces);
    traces.clear();
    traces.putAll(theirs);
  }

  /// No longer there.
  void forget(Trace trace) {
    traces.remove(trace.subject());
  }

  boolean wrote(Path path, String sha256) {
    return new Trace.MadeFile(path, sha256).equals(traces.get(path.toString()));
  }

  List<Trace> traces() {
    return List.copyOf(traces.values());
  }

  /// The last first.
  List<Trace> backwards() {
    return new ArrayList<>(traces.values()).reversed();
  }

  String text() {
    return traces.values().stream()
        .map(trace -> trace.line() + "\n")
        .collect(Collectors.joining("", HEAD, ""));
  }
}
