package dev.adit;

import java.nio.file.Path;

/// A certificate and its key, as PEM files.
public record Certificate(Path chain, Path key) {

  /// One for localhost that nobody but itself has signed.
  static Certificate selfSigned(Path directory) throws Exception {
    return Authority.selfSigned(directory, "localhost");
  }
}
