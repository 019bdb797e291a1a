package dev.adit.admin;

import java.util.List;

/// Reads the configuration file again and applies it. Thread-safe.
public interface Rereading {

  /// Where there is no file.
  Rereading NEVER = () -> new Outcome(false, List.of("there is no file to read again"));

  /// A file that is wrong anywhere changes nothing.
  Outcome reread();

  /// What came of it.
  ///
  /// @param lines for a person: what has changed, or, where it was refused, every problem
  record Outcome(boolean applied, List<String> lines) {}
}
