package dev.adit.config;

import java.util.Locale;

/// Which of several targets a relay takes.
public enum Balance {
  /// The first that is up, in the order given.
  FIRST,
  /// Each in turn.
  ROUND_ROBIN;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
