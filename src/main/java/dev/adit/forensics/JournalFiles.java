package dev.adit.forensics;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a journal in a directory: their names are in the order of their times.
final class JournalFiles {
  static final String PATTERN = "journal-*.jsonl.zst";

  private static final Pattern NAME =
      Pattern.compile("journal-\\d{8}T\\d{6}\\.\\d{3}Z\\.jsonl\\.zst");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path directory;
  private final int kept;

  /// @param kept files besides the one that is written
  JournalFiles(Path directory, int kept) {
    this.directory = directory;
    this.kept = kept;
  }

  /// One behind all that are there; removes the oldest where they are too many.
  JournalFile create(Moment at) throws IOException {
    FileRights.createDirectory(directory.toAbsolutePath());
    List<Path> all = oldestFirst();
    Instant time = at.local();
    // A clock may have been set back, and a file may be full within a millisecond.
    if (!all.isEmpty() && name(time).compareTo(all.getLast().getFileName().toString()) <= 0) {
      time = timeOf(all.getLast()).plusMillis(1);
    }
    JournalFile made = create(time);
    for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
      Files.deleteIfExists(old);
    }
    return made;
  }

  private JournalFile create(Instant time) throws IOException {
    try {
      return new JournalFile(directory.resolve(name(time)));
    } catch (FileAlreadyExistsException e) {
      return new JournalFile(directory.resolve(name(time.plusMillis(1))));
    }
  }

  private static String name(Instant time) {
    return "journal-" + TIME.format(time) + ".jsonl.zst";
  }

  private static Instant timeOf(Path file) {
    String name = file.getFileName().toString();
    return TIME.parse(name.substring("journal-".length(), name.indexOf(".jsonl")), Instant::from);
  }

  /// The hash of the last line that can be read; null where there is none.
  byte @Nullable [] lastHash() throws IOException {
    byte[] last = null;
    for (Path file : oldestFirst().reversed()) {
      last = JournalTail.lastHash(file);
      if (last != null) {
        break;
      }
    }
    return last;
  }

  private List<Path> oldestFirst() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
