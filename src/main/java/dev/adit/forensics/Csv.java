package dev.adit.forensics;

import dev.adit.stratum.JsonEscapes;
import java.util.ArrayList;
import java.util.List;

/// Rows of RFC 4180 with what strangers say in them. A spreadsheet takes a text that begins like a
/// formula for one, in quotes or not: an apostrophe before it makes it a text.
final class Csv {
  private static final int LONGEST = 200;

  private Csv() {}

  /// With the line's end.
  ///
  /// @param fields a [Number] stands for itself; anything else is text
  static String row(Object... fields) {
    List<String> row = new ArrayList<>();
    for (Object field : fields) {
      row.add(field instanceof Number number ? number.toString() : text(field.toString()));
    }
    return String.join(",", row) + "\n";
  }

  private static String text(String said) {
    String clean = JsonEscapes.printable(said, LONGEST);
    boolean formula = !clean.isEmpty() && "=+-@".indexOf(clean.charAt(0)) >= 0;
    boolean quoted = formula || !clean.equals(said) || clean.matches(".*[,\"].*");
    String safe = formula ? "'" + clean : clean;
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
