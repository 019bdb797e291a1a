package dev.adit.guard;

import java.util.Locale;

/// Why an address would be let in.
public enum Welcome implements Outlook {
  /// Nothing speaks against it.
  FREE,
  /// On the list of those who always may.
  ALLOWED,
  /// The house is full, and somebody less valuable would have to go.
  BY_EVICTION,
  /// Something speaks against it, and the guard only counts.
  DRY_RUN,
  /// The guard is off.
  OFF;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
