package dev.adit.admin.top;

/// A line of the screen.
record Line(String text, Style style) {

  /// How it looks where there are colours.
  enum Style {
    PLAIN,
    STRONG,
    /// The names of a table's columns.
    HEAD,
    /// Something is not as it should be.
    ALARM,
    FAINT
  }

  static Line plain(String text) {
    return new Line(text, Style.PLAIN);
  }

  /// What a terminal would take for a command of a stranger's is a question mark.
  Line {
    text = text.replaceAll("\\p{C}", "?");
  }

  Line cut(int width) {
    return text.length() <= width ? this : new Line(text.substring(0, Math.max(0, width)), style);
  }
}
