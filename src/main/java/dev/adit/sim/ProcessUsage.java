package dev.adit.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a process has used so far, from Linux's `/proc`.
///
/// @param cpuSeconds user and system together, in steps of 10 ms
record ProcessUsage(double cpuSeconds, long residentBytes) {
  /// Linux tells user space of 100 ticks a second, whatever the kernel counts in.
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /// @throws IOException where there is no such process, or no `/proc`
  static ProcessUsage of(long pid) throws IOException {
    Path directory = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(directory.resolve("stat"));
    // The second field is the name, in brackets, and may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks =
        Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]);
    return new ProcessUsage(
        ticks / TICKS_PER_SECOND, residentBytes(Files.readAllLines(directory.resolve("status"))));
  }

  private static long residentBytes(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
