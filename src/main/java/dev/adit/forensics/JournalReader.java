package dev.adit.forensics;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a file of a journal, and believes no line whose hash does not fit. Bounded in memory,
/// whatever is in the file.
final class JournalReader implements AutoCloseable {
  /// From here on the file can't be believed, and why.
  static final class Damage extends Exception {
    private static final long serialVersionUID = 1;

    Damage(String why) {
      super(why);
    }
  }

  private final FramedLines in;
  private final Chain chain = new Chain();
  private byte[] previous = {};
  private byte[] hash = {};
  private long lines;
  private boolean stopped;

  JournalReader(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    this.in = new FramedLines(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /// Null at the end.
  @Nullable JournalEntry next() throws IOException, Damage {
    byte[] line = line();
    if (line == null) {
      return null;
    }
    byte[] claimed = Chain.hashIn(line);
    if (claimed == null) {
      throw damage("has no hash: it was changed, or Adit did not write it");
    }
    byte[] object = Chain.objectIn(line);
    if (lines == 0) {
      begin(object);
    }
    byte[] found = chain.next(hash, object);
    if (!Arrays.equals(found, claimed)) {
      throw damage("does not fit the chain: it was changed, or one before it removed or inserted");
    }
    JournalEntry entry = JournalJson.read(object);
    if (entry == null || entry instanceof JournalEntry.Header != (lines == 0)) {
      throw damage("is nothing that a journal has there");
    }
    hash = found;
    lines++;
    stopped = entry instanceof JournalEntry.Stopped;
    return entry;
  }

  private byte @Nullable [] line() throws IOException, Damage {
    try {
      return in.next();
    } catch (Frames.NoFrame e) {
      throw new Damage(
          lines == 0
              ? "it is no journal: its beginning is no Zstandard"
              : "behind line " + lines + ": the compression is damaged");
    } catch (BoundedLines.TooLong e) {
      throw new Damage("line " + (lines + 1) + " is longer than any that Adit writes");
    }
  }

  private void begin(byte[] object) throws Damage {
    byte[] before = JournalJson.previousIn(object);
    if (before == null) {
      throw damage("is no header of a journal that this version can read");
    }
    previous = before;
    hash = before;
  }

  private Damage damage(String what) {
    return new Damage("line " + (lines + 1) + " " + what);
  }

  /// That hold.
  long lines() {
    return lines;
  }

  /// What the file goes on from.
  byte[] previous() {
    return previous;
  }

  /// Of the last line that holds.
  byte[] hash() {
    return hash;
  }

  /// Whether the file ends within a frame, as after a crash.
  boolean isTorn() {
    return in.isTorn();
  }

  /// Whether its last line says that nothing more follows in this run.
  boolean isStopped() {
    return stopped;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
