package dev.adit.forensics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an alert rests on, in the order in which it is told.
final class Details {
  /// Strangers choose some of the texts.
  private static final int MOST_CHARACTERS = 4_096;

  private Details() {}

  /// @param namesAndValues each name before its value: a text, a number or a boolean
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      details.put((String) namesAndValues[i], value instanceof String text ? cut(text) : value);
    }
    return Collections.unmodifiableMap(details);
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  /// For people: four digits that mean something, no exponent.
  static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
