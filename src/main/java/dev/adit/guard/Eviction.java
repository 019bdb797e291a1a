package dev.adit.guard;

import java.util.Locale;

/// Why the guard ended a connection; the label is the metric's.
public enum Eviction {
  /// Its address was banned, by points or by hand.
  BANNED,
  /// Its address came onto the list of the denied.
  DENIED,
  /// It took too long to log in.
  NO_LOGIN,
  /// The house was full and its place went to another. No ban.
  EVICTED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
