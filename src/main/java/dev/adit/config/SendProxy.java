package dev.adit.config;

import java.util.Locale;

/// Whether a relay tells its target where a connection comes from.
public enum SendProxy {
  /// It does not.
  NONE,
  /// With a PROXY header in text.
  V1,
  /// With a binary PROXY header.
  V2;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }
}
