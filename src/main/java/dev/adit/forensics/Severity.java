package dev.adit.forensics;

/// How bad it is.
public enum Severity {
  /// No harm; worth knowing.
  INFO,
  LOW,
  MEDIUM,
  HIGH
}
