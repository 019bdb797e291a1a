package dev.adit.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A setting of the kernel under /proc/sys. Such a file is read whole by the first read, or never:
/// `Files.readString` reads one byte first, since its size is 0, and gets no more.
final class KernelFile {
  private static final int MOST_BYTES = 8_192;

  private KernelFile() {}

  /// Its value, the numbers with one space between.
  static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[MOST_BYTES];
      int length = Math.max(0, in.read(bytes));
      String value = new String(bytes, 0, length, StandardCharsets.UTF_8);
      return value.strip().replaceAll("\\s+", " ");
    }
  }
}
