package dev.adit.forensics;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a file that can't be written, once in ten minutes, and when it is well again.
final class DiskTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(DiskTrouble.class);
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Path path;
  private boolean everTold;
  private boolean telling;
  private long toldNanos;
  private long lost;

  DiskTrouble(Path path) {
    this.path = path;
  }

  /// @param lines that are lost by it
  void on(Exception why, int lines, Moment at) {
    lost += lines;
    if (everTold && at.nanos() - toldNanos < AGAIN_NANOS) {
      return;
    }
    everTold = true;
    telling = true;
    toldNanos = at.nanos();
    LOG.warn("forensics: {} {}; what it should hold is lost until then", path, inWords(why));
  }

  void over() {
    if (telling) {
      telling = false;
      LOG.info("forensics: {} is written again; entries that it lacks: {}", path, lost);
    }
    lost = 0;
  }

  private static String inWords(Exception why) {
    return why instanceof AccessDeniedException
        ? "can't be written: give this user the right to"
        : "can't be written (" + why + "): make room, or mend the directory";
  }
}
