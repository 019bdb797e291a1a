package dev.adit.forensics;

/// What became of asking a pool for its figures.
sealed interface PoolAnswer {

  record Told(PoolReport report) implements PoolAnswer {}

  /// The pool knows no such account yet.
  record Unknown() implements PoolAnswer {}

  /// No answer of use.
  ///
  /// @param problem in plain language
  /// @param inARow how often it has failed since it worked last
  record Failed(String problem, int inARow) implements PoolAnswer {}
}
