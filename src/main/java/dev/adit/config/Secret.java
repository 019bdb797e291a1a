package dev.adit.config;

/// A password. Its text appears only where [#reveal()] is called, never in a log line, a record or
/// an error.
public record Secret(String reveal) {

  /// No password.
  public static final Secret NONE = new Secret("");

  /// Whether there is a password at all.
  public boolean isSet() {
    return !reveal.isEmpty();
  }

  @Override
  public String toString() {
    return isSet() ? "***" : "";
  }
}
