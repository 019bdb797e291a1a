package dev.adit.config;

import java.util.Locale;

/// The proof of work that a pool asks for.
public enum AlgorithmName {
  SHA256D,
  SCRYPT;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
