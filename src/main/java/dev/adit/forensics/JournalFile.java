package dev.adit.forensics;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// One file of a journal: Zstandard frames, each whole in itself, so that all but the last can be
/// read after a crash.
final class JournalFile {
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final FileChannel channel;
  private final Object key;
  private final ZstdCompressor zstd = new ZstdCompressor();
  private long size;
  private long forcedNanos;
  private boolean everForced;

  /// @throws java.nio.file.FileAlreadyExistsException if it is there
  JournalFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileRights.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.key = FileKey.of(path);
  }

  /// On disk, in bytes.
  long size() {
    return size;
  }

  /// All of it or nothing.
  void write(byte[] lines) throws IOException {
    if (!FileKey.of(path).equals(key)) {
      throw new NoSuchFileException(path.toString(), null, "it was moved or removed");
    }
    byte[] frame = new byte[zstd.maxCompressedLength(lines.length)];
    ByteBuffer left =
        ByteBuffer.wrap(frame, 0, zstd.compress(lines, 0, lines.length, frame, 0, frame.length));
    try {
      while (left.hasRemaining()) {
        channel.write(left);
      }
      size += left.limit();
    } catch (IOException e) {
      takeBack();
      throw e;
    }
  }

  private void takeBack() {
    try {
      channel.truncate(size);
      if (size == 0) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // Then a reader finds half a frame, and says so.
    }
  }

  /// Where that is asked for too often, once a second.
  void force(Moment at) throws IOException {
    if (!everForced || at.nanos() - forcedNanos >= FORCE_NANOS) {
      everForced = true;
      forcedNanos = at.nanos();
      channel.force(false);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What could be written is written.
    }
  }
}
