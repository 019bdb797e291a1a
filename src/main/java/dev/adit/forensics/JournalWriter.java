package dev.adit.forensics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Chains lines and gives them to files. What can't be written is lost and counted; the chain goes
/// on from the last line that was written.
final class JournalWriter {
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private final JournalFiles files;
  private final String run;
  private final BiConsumer<Moment, JournalWriter> carry;
  private final Chain chain = new Chain();
  private final DiskTrouble trouble;
  private final int mostWaitingBytes;
  private final long mostBytes;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private int waitingLines;

  /// Null until it is known what the chain goes on from.
  private byte @Nullable [] written;

  private byte[] hash = {};
  private @Nullable JournalFile file;
  private boolean failing;
  private long lost;

  /// @param run that names this one
  /// @param carry puts what a new file begins with
  JournalWriter(FileRoom room, String run, BiConsumer<Moment, JournalWriter> carry) {
    this.files = new JournalFiles(room.directory(), room.kept());
    this.run = run;
    this.carry = carry;
    this.mostBytes = room.mostBytes();
    this.mostWaitingBytes = (int) Math.min(MOST_WAITING_BYTES, mostBytes / 2);
    this.trouble = new DiskTrouble(room.directory().resolve(JournalFiles.PATTERN));
  }

  void add(byte[] object, Moment at) {
    if (file == null && (failing || !open(at))) {
      lost++;
      return;
    }
    put(object, at);
    waitingLines++;
    if (waiting.size() > mostWaitingBytes) {
      flush(at);
    }
  }

  /// For what a file begins with.
  void put(byte[] object, Moment at) {
    if (file == null) {
      return;
    }
    hash = chain.next(hash, object);
    waiting.writeBytes(Chain.line(object, hash));
    waiting.write('\n');
    if (waiting.size() > 4 * MOST_WAITING_BYTES) {
      write(at);
    }
  }

  private boolean open(Moment at) {
    try {
      byte[] last = written == null ? files.lastHash() : written;
      if (last == null) {
        last = new byte[Chain.HASH_BYTES];
        new SecureRandom().nextBytes(last);
      }
      file = files.create(at);
      written = last;
      hash = last;
    } catch (IOException | UncheckedIOException | SecurityException e) {
      failed(e, at);
      return false;
    }
    String previous = HexFormat.of().formatHex(hash);
    put(JournalJson.header(new JournalEntry.Header(at, run, lost), previous), at);
    carry.accept(at, this);
    return file != null;
  }

  /// What was added is with the operating system.
  void flush(Moment at) {
    if (file == null && failing) {
      failing = false;
      open(at);
    }
    write(at);
    JournalFile full = file;
    if (full != null && full.size() + mostWaitingBytes > mostBytes) {
      full.close();
      file = null;
    }
  }

  private void write(Moment at) {
    JournalFile to = file;
    if (to == null || waiting.size() == 0) {
      return;
    }
    try {
      to.write(waiting.toByteArray());
    } catch (IOException | UncheckedIOException | SecurityException e) {
      to.close();
      failed(e, at);
      return;
    }
    written = hash;
    clear();
    lost = 0;
    trouble.over();
  }

  private void failed(Exception why, Moment at) {
    trouble.on(why, waitingLines, at);
    lost += waitingLines;
    file = null;
    failing = true;
    clear();
  }

  private void clear() {
    waiting.reset();
    waitingLines = 0;
  }

  /// What was added is on the disk.
  void save(Moment at) {
    flush(at);
    JournalFile to = file;
    try {
      if (to != null) {
        to.force(at);
      }
    } catch (IOException e) {
      to.close();
      failed(e, at);
    }
  }

  void close(Moment at) {
    flush(at);
    if (file != null) {
      file.close();
    }
  }
}
