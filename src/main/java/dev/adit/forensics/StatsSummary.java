package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pool says and what was measured, side by side.
///
/// @param work of the pool that is held against the figures
/// @param reported when the last good report came
record StatsSummary(
    PoolStatsConfig config,
    PayoutNames names,
    @Nullable AddressWork work,
    @Nullable PoolReport report,
    @Nullable Moment reported,
    boolean known,
    int failures,
    String problem) {
  private static final int MOST_WORKERS = 100;

  PoolStatsView view(Moment now) {
    Accepted all = work == null ? new Accepted(now) : work.total().accepted();
    return new PoolStatsView(
        StatsSite.page(config).toString(),
        config.address(),
        work == null ? "" : work.latest().pool(),
        report,
        reported == null ? Double.NaN : now.secondsSince(reported),
        known,
        failures,
        problem,
        all.rate(now),
        all.sigma(),
        all.shares(),
        all.sum(),
        work == null ? List.of() : workers(work, now));
  }

  private List<PoolStatsView.Worker> workers(AddressWork of, Moment now) {
    Map<String, Double> claims = new HashMap<>();
    if (report != null) {
      for (PoolReport.Worker worker : report.workers()) {
        PoolReport.Rates rates = worker.rates();
        claims.merge(
            worker.name(),
            Double.isNaN(rates.oneHour()) ? rates.lately() : rates.oneHour(),
            Double::sum);
      }
    }
    return of.workers().entrySet().stream()
        .limit(MOST_WORKERS)
        .map(
            entry ->
                new PoolStatsView.Worker(
                    Brief.of(entry.getKey()),
                    claims.getOrDefault(names.listed(entry.getKey()), Double.NaN),
                    entry.getValue().accepted().rate(now),
                    entry.getValue().accepted().shares()))
        .toList();
  }
}
