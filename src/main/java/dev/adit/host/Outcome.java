package dev.adit.host;

/// What came of a step.
public record Outcome(Verb verb, String what) {

  /// As printed.
  public enum Verb {
    MADE("made"),
    CHANGED("changed"),
    ALREADY_SO("already so"),
    REMOVED("removed"),
    RESTORED("restored"),
    KEPT("kept"),
    SKIPPED("skipped"),
    FAILED("failed");

    private final String word;

    Verb(String word) {
      this.word = word;
    }
  }

  boolean changes() {
    return verb == Verb.MADE || verb == Verb.CHANGED;
  }

  @Override
  public String toString() {
    return "%-10s  %s".formatted(verb.word, what);
  }
}
