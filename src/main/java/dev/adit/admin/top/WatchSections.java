package dev.adit.admin.top;

import dev.adit.admin.Figures;
import dev.adit.admin.top.Section.Column;
import dev.adit.admin.top.Section.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What forensics hears and finds.
final class WatchSections {
  private static final double DAY_SECONDS = 86_400;

  private static final List<Column> MINER_COLUMNS =
      List.of(
          Column.text("MINER"),
          Column.text("WORKER"),
          Column.figures("SHARES"),
          Column.figures("SHARES/H"),
          Column.figures("ACCEPTED"),
          Column.figures("BEST"),
          Column.figures("HASHRATE"),
          Column.figures("EXHAUSTS IN"));

  private static final List<Column> POOL_COLUMNS =
      List.of(
          Column.text("POOL"),
          Column.figures("ANSWERS IN"),
          Column.figures("AT WORST"),
          Column.figures("JOB EVERY"),
          Column.figures("BEHIND"),
          Column.text("EXTRANONCE"));

  private static final List<Column> ALERT_COLUMNS =
      List.of(
          Column.text("SEVERITY"),
          Column.text("KIND"),
          Column.figures("COUNT"),
          Column.text("LAST"),
          Column.text("POOL"),
          Column.text("WHAT"));

  private WatchSections() {}

  /// Figures, findings, miners and pools, those that are not empty.
  static List<Section> of(Watch watch, Controls controls) {
    boolean alarming = watch.alerts().stream().anyMatch(Watch.Alert::isHigh);
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            WatchFigures.NAMES.stream().map(Column::figures).toList(),
            List.of(new Row(watch.figures(), alarming))));
    sections.add(
        new Section(ALERT_COLUMNS, watch.alerts().stream().map(WatchSections::row).toList()));
    sections.add(
        new Section(
            MINER_COLUMNS,
            watch.miners().stream()
                .filter(it -> controls.shows(it.worker()) || controls.shows(it.address()))
                .map(WatchSections::row)
                .toList()));
    sections.add(
        new Section(POOL_COLUMNS, watch.pools().stream().map(WatchSections::row).toList()));
    sections.removeIf(section -> section.rows().isEmpty());
    return sections;
  }

  private static Row row(Watch.Alert alert) {
    return new Row(
        List.of(
            alert.severity(),
            alert.kind(),
            String.valueOf(alert.count()),
            alert.last().replaceFirst("\\.\\d+Z$", "Z"),
            alert.pool(),
            alert.description()),
        alert.isHigh());
  }

  private static Row row(Watch.Pool pool) {
    return new Row(
        List.of(
            pool.name(),
            millis(pool.answerP50Millis()),
            millis(pool.answerP99Millis()),
            millis(pool.jobGapP50Millis()),
            millis(pool.behindMillis()),
            pool.extranonce()),
        false);
  }

  private static String millis(double millis) {
    return Double.isNaN(millis) ? "-" : Figures.seconds(millis / 1e3);
  }

  private static Row row(Watch.Miner miner) {
    long answered = miner.accepted() + miner.rejected();
    return new Row(
        List.of(
            miner.address(),
            miner.worker(),
            String.valueOf(miner.shares()),
            Double.isNaN(miner.sharesPerHour())
                ? "-"
                : String.format(Locale.ROOT, "%.0f", miner.sharesPerHour()),
            answered == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", 100.0 * miner.accepted() / answered),
            Figures.count(miner.bestShare()),
            Figures.hashrate(miner.hashrate()),
            toExhaust(miner.secondsToExhaust())),
        false);
  }

  /// Nearly all have more than they could ever search.
  private static String toExhaust(double seconds) {
    return seconds > DAY_SECONDS ? "> 1 day" : Figures.seconds(seconds);
  }
}
