package dev.adit.forensics;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the files of a journal in order, and tells of each whether its chain holds, and whether it
/// goes on from the one before.
public final class JournalCheck {
  /// What became of a file.
  ///
  /// @param lines that hold
  /// @param from the time of the first of them; null where there is none
  /// @param hash of the last of them, 64 hex digits; "" where there is none
  /// @param broken why it can't be believed behind them; null where it can
  /// @param torn whether it ends in the middle, as after a crash
  /// @param stopped whether it says itself that it ends there
  public record Finding(
      Path file,
      long lines,
      @Nullable Instant from,
      @Nullable Instant to,
      String hash,
      @Nullable String broken,
      boolean torn,
      boolean stopped) {

    /// In a line, with the cure where one is needed.
    public String text() {
      String range = from == null ? "" : ", " + from + " to " + to;
      String counted = file + ": " + lines + (lines == 1 ? " line" : " lines") + range;
      if (broken != null) {
        return counted + ", BROKEN: " + broken;
      }
      if (lines == 0) {
        return counted + ": it holds nothing that is whole, as after a crash";
      }
      String end =
          torn
              ? "; ends in the middle, as after a crash: what followed is missing"
              : stopped
                  ? ""
                  : "; not closed: it goes on in the next file, is being written, or was cut";
      return counted + ", chain intact, last hash " + hash + end;
    }
  }

  private byte @Nullable [] last;
  private @Nullable Path lastFile;

  /// @param each what holds, unless it does not go on from the file before
  Finding read(Path file, Consumer<JournalEntry> each) {
    try (JournalReader reader = new JournalReader(file)) {
      return read(file, reader, each);
    } catch (IOException e) {
      last = null;
      return new Finding(file, 0, null, null, "", inWords(e), false, false);
    }
  }

  private Finding read(Path file, JournalReader reader, Consumer<JournalEntry> each)
      throws IOException {
    Instant from = null;
    Instant to = null;
    String broken = null;
    try {
      for (JournalEntry entry = reader.next(); entry != null; entry = reader.next()) {
        if (from == null) {
          from = entry.at().local();
          broken = unlinked(reader.previous());
        }
        to = entry.at().local();
        if (broken == null) {
          each.accept(entry);
        }
      }
      if (from != null) {
        last = reader.hash();
        lastFile = file;
      }
    } catch (JournalReader.Damage damage) {
      broken = damage.getMessage();
      last = null;
    }
    String hash = HexFormat.of().formatHex(reader.hash());
    return new Finding(
        file, reader.lines(), from, to, hash, broken, reader.isTorn(), reader.isStopped());
  }

  /// The next file.
  public Finding verify(Path file) {
    return read(file, _ -> {});
  }

  private @Nullable String unlinked(byte[] previous) {
    return last == null || Arrays.equals(last, previous)
        ? null
        : "it does not go on from "
            + lastFile
            + ": a file between them is missing, or the end of that one, or they are not"
            + " named oldest first";
  }

  private static String inWords(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "can't be read: give this user the right to";
      default -> "can't be read: " + e.getMessage();
    };
  }
}
