package dev.adit.admin.top;

import dev.adit.admin.Figures;
import dev.adit.admin.top.Frame.DoorRow;
import dev.adit.admin.top.Section.Column;
import dev.adit.admin.top.Section.Row;
import dev.adit.admin.top.Snapshot.Door;
import dev.adit.admin.top.Snapshot.State;
import dev.adit.admin.top.Snapshot.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Every listener and relay, a line each.
final class DoorSection {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("LISTENER"),
          Column.text("MODE"),
          Column.text("STATE"),
          Column.text("ADDRESS"),
          Column.figures("INSIDE"),
          Column.figures("SENT/S"),
          Column.figures("RECEIVED/S"),
          Column.figures("SHARES/MIN"),
          Column.figures("ACCEPTED"),
          Column.text("LEADS TO"));

  private DoorSection() {}

  static Section of(Frame frame, Controls controls) {
    return new Section(
        COLUMNS,
        frame.doors().stream()
            .filter(row -> controls.shows(row.door().name()))
            .sorted(order(controls))
            .map(DoorSection::row)
            .toList());
  }

  private static Comparator<DoorRow> order(Controls controls) {
    Comparator<DoorRow> byName = Comparator.comparing(row -> row.door().name());
    Comparator<DoorRow> order =
        switch (controls.sort()) {
          case NAME -> byName;
          case INSIDE -> Comparator.<DoorRow>comparingInt(row -> -row.door().inside());
          case SENT -> Comparator.<DoorRow>comparingDouble(row -> -known(row.sentPerSecond()));
          case RECEIVED ->
              Comparator.<DoorRow>comparingDouble(row -> -known(row.receivedPerSecond()));
          case SHARES -> Comparator.<DoorRow>comparingDouble(row -> -known(row.sharesPerMinute()));
        };
    return (controls.reversed() ? order.reversed() : order).thenComparing(byName);
  }

  private static double known(double rate) {
    return Double.isNaN(rate) ? -1 : rate;
  }

  private static Row row(DoorRow row) {
    Door door = row.door();
    State state = door.state();
    return new Row(
        List.of(
            door.name(),
            door.mode(),
            state.label(),
            door.address(),
            String.valueOf(door.inside()),
            bytes(row.sentPerSecond()),
            bytes(row.receivedPerSecond()),
            Double.isNaN(row.sharesPerMinute()) ? "-" : oneDigit(row.sharesPerMinute()),
            Double.isNaN(row.acceptRate()) ? "-" : oneDigit(100 * row.acceptRate()) + " %",
            door.targets().stream().map(DoorSection::target).collect(Collectors.joining(", "))),
        state == State.DOWN || state == State.DEGRADED);
  }

  private static String target(Target target) {
    String problem = target.problem().isEmpty() ? "" : " (" + target.problem() + ")";
    return target.address() + " " + target.state() + problem;
  }

  private static String oneDigit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String bytes(double rate) {
    return Double.isNaN(rate) ? "-" : Figures.bytes(rate);
  }
}
