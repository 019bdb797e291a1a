package dev.adit.net;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// Logs so many lines a minute, and counts the rest, so that nobody outside can fill a disk.
public final class QuietLog {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final Level level;
  private final int perMinute;
  private final LongSupplier clock;
  private long minuteBegan;
  private int saidThisMinute;
  private long heldBack;

  public QuietLog(Logger log, Level level, int perMinute) {
    this(log, level, perMinute, System::nanoTime);
  }

  QuietLog(Logger log, Level level, int perMinute, LongSupplier clock) {
    this.log = log;
    this.level = level;
    this.perMinute = perMinute;
    this.clock = clock;
    this.minuteBegan = clock.getAsLong();
  }

  public void say(String line) {
    say(line, null);
  }

  synchronized void say(String line, @Nullable Throwable cause) {
    long now = clock.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      minuteBegan = now;
      saidThisMinute = 0;
    }
    if (saidThisMinute >= perMinute) {
      heldBack++;
      return;
    }
    saidThisMinute++;
    String more = heldBack == 0 ? "" : " (" + heldBack + " such lines were held back before)";
    heldBack = 0;
    log.atLevel(level).setCause(cause).log(line + more);
  }
}
