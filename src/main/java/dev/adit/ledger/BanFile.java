package dev.adit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.guard.AddressKey;
import dev.adit.guard.Ban;
import dev.adit.guard.BanReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The bans that survive a restart: a file with a line for each, `address reason until`, such as
/// `192.0.2.7 points 2026-11-21T12:00:00Z`; `until` is `forever` for one that nobody limited.
///
/// Always whole: it is written beside and then put in its place. Not thread-safe.
public final class BanFile {
  private static final String FOREVER = "forever";

  /// So that no sum of times overflows.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Path path;

  public BanFile(Path path) {
    this.path = path;
  }

  /// What was read.
  ///
  /// @param strange lines that are no bans, left out
  public record Content(List<Ban> bans, int strange) {}

  /// Nothing where there is no file yet. Bans that have lapsed meanwhile are left out.
  ///
  /// @throws IOException where there is one that can't be read
  public Content read(Instant now) throws IOException {
    if (!Files.exists(path)) {
      return new Content(List.of(), 0);
    }
    List<Ban> bans = new ArrayList<>();
    int strange = 0;
    for (String line : Files.readAllLines(path, ISO_8859_1)) {
      Ban ban = ban(line.split(" ", -1), now);
      if (ban == null) {
        strange++;
      } else if (ban.remainingNanos() > 0) {
        bans.add(ban);
      }
    }
    return new Content(bans, strange);
  }

  private static @Nullable Ban ban(String[] words, Instant now) {
    if (words.length != 3) {
      return null;
    }
    AddressKey key = AddressKey.parse(words[0]);
    if (key == null) {
      return null;
    }
    try {
      BanReason reason = BanReason.valueOf(words[1].toUpperCase(Locale.ROOT));
      return new Ban(key, reason, remainingNanos(words[2], now));
    } catch (IllegalArgumentException | DateTimeException strange) {
      return null;
    }
  }

  private static long remainingNanos(String until, Instant now) {
    if (until.equals(FOREVER)) {
      return Ban.FOREVER;
    }
    Duration left = Duration.between(now, Instant.parse(until));
    if (left.isNegative()) {
      return 0;
    }
    return left.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : left.toNanos();
  }

  /// Returns when it is on the disk.
  ///
  /// @throws IOException where it can't be written; then the file is as it was
  public void write(List<Ban> bans, Instant now) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Ban ban : bans) {
      lines.append(ban.key()).append(' ').append(ban.reason().label()).append(' ');
      lines.append(until(ban, now)).append('\n');
    }
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel file =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String until(Ban ban, Instant now) {
    return ban.remainingNanos() == Ban.FOREVER
        ? FOREVER
        : now.plusNanos(Math.min(ban.remainingNanos(), LONGEST.toNanos())).toString();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
