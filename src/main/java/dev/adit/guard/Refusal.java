package dev.adit.guard;

import java.util.Locale;

/// Why a connection was not let in; the label is the metric's.
public enum Refusal implements Outlook {
  /// On the list of those who may not.
  DENIED,
  /// Banned before it came.
  BANNED,
  /// Its address connects too often on average. No ban: the average recovers.
  PACE,
  /// Its address has too many connections, and is banned for it unless it has proved work.
  PER_IP,
  /// Its address opened too many connections within a minute, and is banned for it unless it has
  /// proved work.
  PER_MINUTE,
  /// No place, and nobody less valuable to take one from.
  FULL;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
