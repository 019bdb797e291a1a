package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files this process may have open, sockets among them.
public final class OpenFiles {
  private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d{1,9})\\s");

  /// For pools, the admin port, logs and the program's own.
  private static final int RESERVE = 600;

  private OpenFiles() {}

  /// How many connections of miners that leaves room for; empty where it is not known, or no limit.
  public static OptionalInt roomForMiners() {
    try {
      return roomForMiners(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException notLinux) {
      return OptionalInt.empty();
    }
  }

  /// @param limits as Linux shows them
  static OptionalInt roomForMiners(String limits) {
    Matcher limit = SOFT_LIMIT.matcher(limits);
    return limit.find()
        ? OptionalInt.of(Math.max(1, Integer.parseInt(limit.group(1)) - RESERVE))
        : OptionalInt.empty();
  }
}
