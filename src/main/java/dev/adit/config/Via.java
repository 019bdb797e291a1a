package dev.adit.config;

import java.util.Locale;

/// Who carries a relay's datagrams.
public enum Via {
  /// Adit itself.
  USER,
  /// The kernel, by rules of address translation that Adit sets.
  KERNEL;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
