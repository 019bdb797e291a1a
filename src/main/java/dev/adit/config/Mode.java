package dev.adit.config;

import java.util.Locale;

/// What a door does with what comes through it.
public enum Mode {
  /// Speaks Stratum to both sides; many miners share few pool connections.
  PROXY,
  /// Carries bytes untouched and watches what is said.
  TAP,
  /// Carries bytes untouched and unread.
  TCP,
  /// Carries datagrams untouched and unread.
  UDP;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
