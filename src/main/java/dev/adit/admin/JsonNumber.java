package dev.adit.admin;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/// Numbers as a person would write them.
final class JsonNumber {
  private static final double EXACT = 1L << 53;

  private JsonNumber() {}

  /// Whole numbers without a fraction, others without an exponent, what is no number as 0.
  static void write(JsonGenerator json, String name, double value) {
    if (!Double.isFinite(value)) {
      json.writeNumberProperty(name, 0);
    } else if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      json.writeNumberProperty(name, (long) value);
    } else {
      json.writeName(name);
      json.writeNumber(new BigDecimal(Double.toString(value)).toPlainString());
    }
  }
}
