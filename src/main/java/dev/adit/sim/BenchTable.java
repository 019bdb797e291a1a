package dev.adit.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a measurement as text.
public final class BenchTable {
  private BenchTable() {}

  /// A head and a line for each row; a figure that a row does not have is "-".
  public static List<String> of(List<BenchRow> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.figures().keySet()));
    List<String> lines = new ArrayList<>();
    lines.add(line("path", List.copyOf(names), names));
    for (BenchRow row : rows) {
      lines.add(
          line(
              row.path(),
              names.stream().map(name -> text(row.figures().get(name))).toList(),
              names));
    }
    return lines;
  }

  private static String line(String path, List<String> cells, Set<String> names) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-22s", path));
    int i = 0;
    for (String name : names) {
      int width = Math.max(name.length(), 9) + 2;
      String cell = cells.get(i++);
      line.append(" ".repeat(Math.max(1, width - cell.length()))).append(cell);
    }
    return line.toString();
  }

  private static String text(@Nullable Number figure) {
    return figure == null
        ? "-"
        : figure instanceof Double value
            ? String.format(Locale.ROOT, "%.1f", value)
            : figure.toString();
  }
}
