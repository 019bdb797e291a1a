package dev.adit.forensics;

import dev.adit.stratum.JsonEscapes;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Rows of RFC 4180 with what strangers say in them. A spreadsheet takes a text that begins like a
/// formula for one, in quotes or not: an apostrophe before it makes it a text.
final class Csv {
  private static final int LONGEST = 200;

  private Csv() {}

  /// With the line's end.
  ///
  /// @param fields a [Number] stands for itself; anything else is text
  static String row(Object... fields) {
    StringBuilder row = new StringBuilder(160);
    for (Object field : fields) {
      if (!row.isEmpty()) {
        row.append(',');
      }
      row.append(field instanceof Number number ? number.toString() : text(field.toString()));
    }
    return row.append('\n').toString();
  }

  /// A number with so many decimals, the same in every locale; up to six.
  static BigDecimal fixed(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
  }

  private static String text(String said) {
    String clean = JsonEscapes.printable(said, LONGEST);
    boolean formula = !clean.isEmpty() && "=+-@".indexOf(clean.charAt(0)) >= 0;
    if (!formula && clean.equals(said) && clean.indexOf(',') < 0 && clean.indexOf('"') < 0) {
      return clean;
    }
    return '"' + (formula ? "'" : "") + clean.replace("\"", "\"\"") + '"';
  }
}
