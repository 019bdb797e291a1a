package dev.adit.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of lines that are on the disk, not merely on their way, when the call returns.
///
/// Opened for each line: lines are rare, and whoever moves or deletes the file meanwhile gets a new
/// one.
final class DurableFile implements LineSink {
  private final Path path;

  DurableFile(Path path) {
    this.path = path;
  }

  @Override
  public void append(String line) throws IOException {
    boolean isNew = !Files.exists(path);
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.position(file.size());
      String start = endsInHalfALine(file) ? "\n" : "";
      ByteBuffer bytes = ByteBuffer.wrap((start + line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    if (isNew) {
      forceDirectory();
    }
  }

  /// As a full disk or a loss of power leaves it.
  private static boolean endsInHalfALine(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != (byte) '\n';
  }

  /// Or the new name may be gone with the power.
  private void forceDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
