package dev.adit.admin.top;

import java.util.ArrayList;
import java.util.List;

/// A table of the screen; each cell as wide as its column's widest.
///
/// @param rows each with a cell for every column
record Section(List<Column> columns, List<Row> rows) {
  private static final int WIDEST_CELL = 48;

  Section {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// @param figures to the right
  record Column(String head, boolean figures) {
    static Column text(String head) {
      return new Column(head, false);
    }

    static Column figures(String head) {
      return new Column(head, true);
    }
  }

  /// @param alarming something is not as it should be
  record Row(List<String> cells, boolean alarming) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  /// The names of its columns, and as many rows as there is room for.
  ///
  /// @param room lines, at least one
  List<Line> lines(int room) {
    int shown = rows.size() < room ? rows.size() : Math.max(0, room - 2);
    int[] widths = widths(shown);
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(line(columns.stream().map(Column::head).toList(), widths), Line.Style.HEAD));
    for (Row row : rows.subList(0, shown)) {
      Line.Style style = row.alarming() ? Line.Style.ALARM : Line.Style.PLAIN;
      lines.add(new Line(line(row.cells(), widths), style));
    }
    if (shown < rows.size() && lines.size() < room) {
      lines.add(new Line("and " + (rows.size() - shown) + " more", Line.Style.FAINT));
    }
    return lines;
  }

  private int[] widths(int shown) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).head().length();
      for (Row row : rows.subList(0, shown)) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST_CELL, row.cells().get(i).length()));
      }
    }
    return widths;
  }

  /// The last cell may be as long as it is.
  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      String cell = cells.get(i);
      String text = last || cell.length() <= widths[i] ? cell : cell.substring(0, widths[i]);
      int blanks = Math.max(0, widths[i] - text.length());
      if (columns.get(i).figures()) {
        line.repeat(' ', blanks).append(text);
      } else {
        line.append(text).repeat(' ', blanks);
      }
      line.append(last ? "" : "  ");
    }
    return line.toString().stripTrailing();
  }
}
