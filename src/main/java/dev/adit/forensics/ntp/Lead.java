package dev.adit.forensics.ntp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How far the clock of the day is ahead of one that nobody sets: it changes when somebody sets the
/// clock of the day.
///
/// It must not change when the machine has slept: then both have gone on. Java's own clock that
/// never jumps stands still while Linux sleeps, so its time since the start counts, which does not.
final class Lead implements LongSupplier {
  private static final Path LINUX = Path.of("/proc/uptime");

  private final Path uptime;

  Lead() {
    this(LINUX);
  }

  /// @param uptime begins with the seconds since the start; may be missing
  Lead(Path uptime) {
    this.uptime = uptime;
  }

  /// In milliseconds.
  @Override
  public long getAsLong() {
    return System.currentTimeMillis() - steadyMillis();
  }

  private long steadyMillis() {
    try {
      String seconds = Files.readString(uptime).split(" ", 2)[0];
      return Math.round(Double.parseDouble(seconds) * 1_000);
    } catch (IOException | NumberFormatException none) {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
  }
}
