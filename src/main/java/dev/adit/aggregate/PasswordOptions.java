package dev.adit.aggregate;

import java.util.OptionalDouble;

/// Options that miners put into the password: `d=0.02;p=0.24`, separated by commas or semicolons.
final class PasswordOptions {
  private PasswordOptions() {}

  /// The start difficulty, `d=`, where it is a positive number.
  static OptionalDouble difficulty(String password) {
    if (!password.contains("d=")) {
      return OptionalDouble.empty();
    }
    for (String option : password.split("[,;]", 16)) {
      String trimmed = option.strip();
      if (trimmed.startsWith("d=")) {
        return positive(trimmed.substring(2));
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble positive(String text) {
    try {
      double value = Double.parseDouble(text);
      return value > 0 && Double.isFinite(value)
          ? OptionalDouble.of(value)
          : OptionalDouble.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }
}
