package dev.adit.sim.torture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Runs as text.
public final class TortureReport {
  private TortureReport() {}

  /// One line about a run.
  public static String line(TortureResult run) {
    return String.format(
        Locale.ROOT,
        "seed %d  shares %d  faults %d  efficiency %.4f %%  digest %016x  %s",
        run.seed(),
        run.shares(),
        run.faults().values().stream().mapToLong(Long::longValue).sum(),
        100 * run.earnings().share(),
        run.digest(),
        run.holds() ? "ok" : "BROKEN");
  }

  /// What broke, with the lines concerned, and how to see it again.
  public static List<String> breaches(TortureResult run, TortureSettings settings) {
    List<String> lines = new ArrayList<>();
    for (Breach breach : run.breaches()) {
      lines.add("  broken: " + breach.check());
      lines.add("  " + breach.text());
      breach.lines().forEach(line -> lines.add("    " + line));
    }
    lines.add("  replay: " + settings.replay(run.seed()));
    return lines;
  }

  /// All runs together.
  public static List<String> summary(List<TortureResult> runs) {
    Map<String, Long> faults = new TreeMap<>();
    long shares = 0;
    Efficiency.Earnings sum = new Efficiency.Earnings(0, Map.of(), 0, 0);
    for (TortureResult run : runs) {
      shares += run.shares();
      run.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
      sum = sum.plus(run.earnings());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "seeds %d, broken %d, shares %d",
            runs.size(), runs.stream().filter(run -> !run.holds()).count(), shares));
    lines.add("faults " + faults);
    lines.addAll(earnings(sum));
    return lines;
  }

  private static List<String> earnings(Efficiency.Earnings sum) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "efficiency %.4f %%, but for blocks of others %.4f %%",
            100 * sum.share(),
            100 * sum.shareButForBlocks()));
    sum.lost().entrySet().stream()
        .sorted(Map.Entry.<Loss, Double>comparingByValue(Comparator.reverseOrder()))
        .map(
            loss ->
                String.format(
                    Locale.ROOT,
                    "  lost %.4f %%  %s",
                    100 * loss.getValue() / sum.found(),
                    loss.getKey()))
        .forEach(lines::add);
    lines.add(
        String.format(
            Locale.ROOT,
            "pools' own books: %.6g credited, sigma %.2g; by the miners' work: %.6g",
            sum.poolCredited(),
            sum.sigma(),
            sum.credited()));
    return lines;
  }
}
