package dev.adit.config;

/// One statement of a file in Python. Nothing in it is ever executed.
sealed interface PythonStatement {

  /// `NAME = value`, in one line without comments, however many it had.
  ///
  /// @param number of the line, from 1
  record Assignment(int number, String name, String value) implements PythonStatement {
    /// How a problem calls it.
    String at() {
      return "%s (line %d)".formatted(Node.unquoted(name), number);
    }

    /// Whether it is named as settings are.
    boolean isConstant() {
      return name.matches("[A-Z][A-Z0-9_]*");
    }
  }

  /// What does nothing to a setting: an import, or a text that nobody is given.
  record Idle(int number, String text) implements PythonStatement {}

  /// Everything else.
  ///
  /// @param why it can't be read; empty where it could, and is code
  record Code(int number, String text, String why) implements PythonStatement {
    /// Whether it belongs to the code above it.
    boolean isIndented() {
      return text.startsWith(" ") || text.startsWith("\t");
    }
  }
}
