package dev.adit.forensics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A file that text is added to, and that is set aside as name.1, name.2 and so on when it is full.
/// What can't be written is lost and counted, never thrown: the disk may be full today and well
/// tomorrow.
final class RotatedFile {
  private static final int MOST_WAITING_BYTES = 1 << 16;
  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final long mostBytes;
  private final int kept;
  private final Function<Moment, String> heading;
  private final DiskTrouble trouble;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private int waitingTexts;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private long size;
  private boolean unforced;
  private long forcedNanos;
  private boolean everForced;

  /// @param mostBytes a file does not grow beyond, unless by a single text
  /// @param kept files set aside that are kept
  /// @param heading what a new file begins with
  RotatedFile(Path path, long mostBytes, int kept, Function<Moment, String> heading) {
    this.path = path;
    this.mostBytes = mostBytes;
    this.kept = kept;
    this.heading = heading;
    this.trouble = new DiskTrouble(path);
  }

  /// @param text whole lines, with their ends
  void add(String text, Moment at) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (waiting.size() + bytes.length > Math.min(MOST_WAITING_BYTES, mostBytes / 2)) {
      flush(at);
    }
    waiting.writeBytes(bytes);
    waitingTexts++;
  }

  /// What was added is with the operating system.
  void flush(Moment at) {
    try {
      if (waitingTexts > 0) {
        write(at);
        trouble.over();
      }
      force(at);
    } catch (IOException | UncheckedIOException | SecurityException e) {
      trouble.on(e, waitingTexts, at);
      closeChannel();
    }
    waiting.reset();
    waitingTexts = 0;
  }

  /// What was added is on the disk: at once, or, where that is asked for too often, within a
  /// second.
  void save(Moment at) {
    unforced = true;
    flush(at);
  }

  void close(Moment at) {
    flush(at);
    closeChannel();
  }

  private void closeChannel() {
    FileChannel old = channel;
    channel = null;
    try {
      if (old != null) {
        old.close();
      }
    } catch (IOException e) {
      // What could be written is written.
    }
  }

  private void force(Moment at) throws IOException {
    if (unforced && channel != null && (!everForced || at.nanos() - forcedNanos >= FORCE_NANOS)) {
      unforced = false;
      everForced = true;
      forcedNanos = at.nanos();
      channel.force(false);
    }
  }

  private void write(Moment at) throws IOException {
    FileChannel to = open();
    if (size > 0 && size + waiting.size() > mostBytes) {
      closeChannel();
      setAside();
      to = open();
    }
    long before = size;
    try {
      if (size == 0) {
        put(to, heading.apply(at).getBytes(StandardCharsets.UTF_8));
      }
      put(to, waiting.toByteArray());
    } catch (IOException e) {
      takeBack(to, before);
      throw e;
    }
  }

  private void put(FileChannel to, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      size += to.write(left);
    }
  }

  /// Half a line would spoil the next one.
  private static void takeBack(FileChannel from, long length) {
    try {
      from.truncate(length);
    } catch (IOException e) {
      // Then it stays.
    }
  }

  /// The file of that name, also where somebody has moved or removed the one that was open.
  private FileChannel open() throws IOException {
    FileChannel now = channel;
    if (now != null && FileKey.of(path).equals(key)) {
      return now;
    }
    closeChannel();
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      FileRights.createDirectory(directory);
    }
    now = FileRights.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    channel = now;
    key = FileKey.of(path);
    size = now.size();
    return now;
  }

  private void setAside() throws IOException {
    for (int i = kept - 1; i >= 1; i--) {
      Path older = aside(i);
      if (Files.exists(older)) {
        Files.move(older, aside(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }
}
