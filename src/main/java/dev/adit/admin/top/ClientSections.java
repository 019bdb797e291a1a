package dev.adit.admin.top;

import dev.adit.admin.Figures;
import dev.adit.admin.top.Frame.TalkerRow;
import dev.adit.admin.top.Section.Column;
import dev.adit.admin.top.Section.Row;
import java.util.Comparator;
import java.util.List;

/// Who is behind it: clients of relays, and workers.
final class ClientSections {
  private static final List<Column> TALKER_COLUMNS =
      List.of(
          Column.text("CLIENT"),
          Column.text("OF"),
          Column.figures("FLOWS"),
          Column.figures("SENT/S"),
          Column.figures("RECEIVED/S"),
          Column.figures("SENT"),
          Column.figures("RECEIVED"));

  private static final List<Column> WORKER_COLUMNS =
      List.of(
          Column.text("WORKER"),
          Column.figures("HASHRATE"),
          Column.figures("ACCEPTED"),
          Column.figures("REFUSED"));

  private ClientSections() {}

  /// Who says most now comes first, then who has said most.
  static Section talkers(Frame frame, Controls controls) {
    return new Section(
        TALKER_COLUMNS,
        frame.talkers().stream()
            .filter(row -> shows(controls, row))
            .sorted(
                Comparator.comparingDouble(ClientSections::rate)
                    .thenComparingLong(row -> row.talker().sent() + row.talker().received())
                    .reversed()
                    .thenComparing(row -> row.talker().address()))
            .map(ClientSections::row)
            .toList());
  }

  private static boolean shows(Controls controls, TalkerRow row) {
    return controls.shows(row.talker().address()) || controls.shows(row.talker().door());
  }

  private static double rate(TalkerRow row) {
    double both = row.sentPerSecond() + row.receivedPerSecond();
    return Double.isNaN(both) ? 0 : both;
  }

  private static Row row(TalkerRow row) {
    Snapshot.Talker talker = row.talker();
    return new Row(
        List.of(
            talker.address(),
            talker.door(),
            String.valueOf(talker.flows()),
            DoorSection.bytes(row.sentPerSecond()),
            DoorSection.bytes(row.receivedPerSecond()),
            Figures.bytes(talker.sent()),
            Figures.bytes(talker.received())),
        false);
  }

  /// The strongest first, as they come.
  static Section workers(Frame frame, Controls controls) {
    return new Section(
        WORKER_COLUMNS,
        frame.now().workers().stream()
            .filter(worker -> controls.shows(worker.name()))
            .map(
                worker ->
                    new Row(
                        List.of(
                            worker.name().isEmpty() ? "(no name)" : worker.name(),
                            Figures.hashrate(worker.hashesPerSecond()),
                            String.valueOf(worker.accepted()),
                            String.valueOf(worker.refused())),
                        false))
            .toList());
  }
}
