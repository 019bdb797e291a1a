package dev.adit.forensics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Tells whether a path still names the file that it did.
final class FileKey {
  private static final Object MISSING = "missing";
  private static final Object UNKNOWN = "unknown";

  private FileKey() {}

  static Object of(Path path) throws IOException {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? UNKNOWN : key;
    } catch (NoSuchFileException e) {
      return MISSING;
    }
  }
}
