package dev.adit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Finds what somebody who mistyped a name has meant.
final class Nearest {

  /// Longer names are strangers' jokes; comparing them would only cost time.
  private static final int LONGEST = 64;

  private Nearest() {}

  /// "did you mean ...?", or what to do where there is nothing to choose from.
  static String cure(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(nearest -> "did you mean " + Node.quoted(nearest) + "?")
        .orElse("remove it");
  }

  /// Edits (insert, delete, replace) that make one of the other, letter case aside.
  static int distance(String one, String other) {
    String from = one.substring(0, Math.min(one.length(), LONGEST)).toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
