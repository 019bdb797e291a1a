package dev.adit.host;

import java.nio.file.Path;

/// What a step left behind, so that it can be undone. Paths are those of the installed host,
/// without the root that it was installed into.
sealed interface Trace {
  String TO = " -> ";

  /// Undone only while it is as it was written.
  record MadeFile(Path path, String sha256) implements Trace {}

  /// Undone only where it is empty.
  record MadeDirectory(Path path) implements Trace {}

  record MadeLink(Path path, String target) implements Trace {}

  record MadeUser(String name) implements Trace {}

  /// Undone by writing what was there before, while it still is what we set.
  record SetKernel(String key, String before, String after) implements Trace {}

  /// As a line of the manifest.
  default String line() {
    return switch (this) {
      case MadeFile(Path path, String sha256) -> "file " + sha256 + " " + path;
      case MadeDirectory(Path path) -> "directory - " + path;
      case MadeLink(Path path, String target) -> "link " + target + " " + path;
      case MadeUser(String name) -> "user - " + name;
      case SetKernel(String key, String before, String after) ->
          "kernel " + key + " " + before + TO + after;
    };
  }

  /// Reads such a line.
  ///
  /// @throws IllegalArgumentException where it is none
  static Trace read(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException(line);
    }
    return switch (parts[0]) {
      case "file" -> new MadeFile(Path.of(parts[2]), parts[1]);
      case "directory" -> new MadeDirectory(Path.of(parts[2]));
      case "link" -> new MadeLink(Path.of(parts[2]), parts[1]);
      case "user" -> new MadeUser(parts[2]);
      case "kernel" -> kernel(parts[1], parts[2].split(TO, -1));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static Trace kernel(String key, String[] values) {
    if (values.length != 2) {
      throw new IllegalArgumentException("kernel " + key);
    }
    return new SetKernel(key, values[0], values[1]);
  }

  /// What it is of: there is one trace of each.
  default String subject() {
    return switch (this) {
      case MadeFile(Path path, _) -> path.toString();
      case MadeDirectory(Path path) -> path.toString();
      case MadeLink(Path path, _) -> path.toString();
      case MadeUser(String name) -> "user " + name;
      case SetKernel(String key, _, _) -> "kernel " + key;
    };
  }
}
