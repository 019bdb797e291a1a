package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;

/// The value in `KEY=value`, as a POSIX shell takes it: with single and double quotes, a backslash
/// before what is meant literally, and a comment after a space. Unlike there, a `;` outside of
/// quotes belongs to the value.
final class ShellValue {
  private static final char NONE = 0;
  private static final String ESCAPED_IN_QUOTES = "\"\\$`";

  private ShellValue() {}

  /// Reads what follows the `=`, up to the end of the line.
  static Parsed<String> parse(String text) {
    StringBuilder value = new StringBuilder();
    char quote = NONE;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == '\'' && c != quote) {
        value.append(c);
      } else if (c == '\\') {
        at++;
        if (at == text.length()) {
          return new Bad<>("goes on in the next line: write it on one");
        }
        if (quote != NONE && ESCAPED_IN_QUOTES.indexOf(text.charAt(at)) < 0) {
          value.append(c);
        }
        value.append(text.charAt(at));
      } else if (c == '`' || (c == '$' && stands(text, at + 1))) {
        return new Bad<>(
            "stands for something else ($NAME, $(...) or `...`), and nothing in this file is"
                + " executed: write the value itself");
      } else if (c == quote) {
        quote = NONE;
      } else if (quote == NONE && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote == NONE && (c == ' ' || c == '\t')) {
        return beforeComment(value.toString(), text.substring(at).strip());
      } else {
        value.append(c);
      }
    }
    return quote == NONE
        ? new Good<>(value.toString())
        : new Bad<>("begins a quote that does not end: close it on the same line");
  }

  /// Whether the dollar sign before that place stands for something.
  private static boolean stands(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || "_{(['\"*@#?$!-".indexOf(text.charAt(at)) >= 0);
  }

  private static Parsed<String> beforeComment(String value, String rest) {
    return rest.isEmpty() || rest.startsWith("#")
        ? new Good<>(value)
        : new Bad<>(
            "has a space outside of quotes: put the value in quotes, or # before a comment");
  }
}
