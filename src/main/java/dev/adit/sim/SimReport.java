package dev.adit.sim;

import dev.adit.work.Algorithm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What the simulators print.
public final class SimReport {
  private static final String UNITS = " kMGTPE";

  private SimReport() {}

  /// One line about a pool.
  public static String line(PoolTotals pool) {
    return String.format(
        Locale.ROOT,
        "connections %d  jobs %d  accepted %d  rejected %s  blocks %d  credited %s%s",
        pool.connections(),
        pool.jobs(),
        pool.accepted(),
        rejects(pool.rejected()),
        pool.blocks(),
        difficulty(pool.creditedDifficulty()),
        pool.cheats().isEmpty() ? "" : "  cheats " + cheats(pool.cheats()));
  }

  /// A table of a pool's workers.
  public static List<String> workers(PoolTotals pool) {
    Stream<String> rows =
        pool.workers().entrySet().stream()
            .map(
                row ->
                    String.format(
                        Locale.ROOT,
                        "%-32s %10d %10d %16s",
                        row.getKey(),
                        row.getValue().accepted(),
                        row.getValue().rejected(),
                        difficulty(row.getValue().creditedDifficulty())));
    String head =
        String.format(
            Locale.ROOT, "%-32s %10s %10s %16s", "worker", "accepted", "rejected", "credited");
    return Stream.concat(Stream.of(head), rows).toList();
  }

  /// One line about miners.
  ///
  /// @param seconds that they have mined
  public static String line(MinerTotals miners, Algorithm algorithm, double seconds) {
    return String.format(
        Locale.ROOT,
        "connected %d  %s  submits %d  accepted %d  rejected %s  waiting %d  lost %d"
            + "  earned %s of %s expected",
        miners.connected(),
        hashrate(miners.hashes() / Math.max(seconds, 1e-3)),
        miners.submits(),
        miners.accepted(),
        rejects(miners.rejected()),
        miners.waiting(),
        miners.lost(),
        difficulty(miners.acceptedDifficulty()),
        difficulty(miners.expectedDifficulty(algorithm)));
  }

  /// The totals as one line of JSON.
  public static String json(Object totals) {
    return JsonMapper.shared().writeValueAsString(totals);
  }

  /// `1.25 MH/s`.
  public static String hashrate(double hashesPerSecond) {
    double value = hashesPerSecond;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %sH/s", value, UNITS.substring(unit, unit + 1).strip());
  }

  /// Four significant digits.
  public static String difficulty(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
  }

  /// `payout 2, skim 7`.
  private static String cheats(Map<String, Long> byKind) {
    return byKind.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /// `3 (21: 1, 22: 2)`.
  private static String rejects(Map<Integer, Long> byCode) {
    long all = byCode.values().stream().mapToLong(Long::longValue).sum();
    String codes =
        byCode.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    return codes.isEmpty() ? "0" : all + " (" + codes + ")";
  }
}
