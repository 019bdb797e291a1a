package dev.adit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a file in Python into its statements: each is one line without comments, whatever brackets,
/// backslashes and semicolons have made of it.
final class PythonStatements {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*+)[ \\t]*+(?::[^=]*+)?=(?!=)(.*+)", Pattern.DOTALL);
  private static final Pattern IDLE =
      Pattern.compile("(?:(?:import|from)[ \\t]|[rRuUbB]{0,2}[\"']).*+", Pattern.DOTALL);

  private final String text;
  private final List<PythonStatement> statements = new ArrayList<>();
  private int at;
  private int line = 1;

  private PythonStatements(String text) {
    this.text = text;
  }

  /// All of a text, whichever way its lines end. What can't be cut ends it.
  static List<PythonStatement> of(String text) {
    PythonStatements reading = new PythonStatements(text.replace("\r\n", "\n").replace('\r', '\n'));
    while (reading.at < reading.text.length()) {
      reading.statement();
    }
    return reading.statements;
  }

  private void statement() {
    boolean first = at == 0 || text.charAt(at - 1) == '\n';
    int number = line;
    int depth = 0;
    StringBuilder cleaned = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        if (!quoted(cleaned)) {
          end(number, cleaned, "begins a text that does not end: close its quotes");
          return;
        }
        continue;
      }
      at++;
      switch (c) {
        case '#' -> at = endOfLine();
        case '\\' -> {
          if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
            cleaned.append(' ');
          } else {
            cleaned.append(c);
          }
        }
        case '\n', ';' -> {
          line += c == '\n' ? 1 : 0;
          if (depth == 0) {
            keep(number, first, cleaned.toString());
            return;
          }
          cleaned.append(c == '\n' ? ' ' : c);
        }
        default -> {
          depth = Math.max(0, depth + ("([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0));
          cleaned.append(c);
        }
      }
    }
    if (depth > 0) {
      end(number, cleaned, "begins a bracket that does not end: close it");
    } else {
      keep(number, first, cleaned.toString());
    }
  }

  /// Copies a text with its quotes. False where it has no end.
  private boolean quoted(StringBuilder to) {
    char mark = text.charAt(at);
    String three = String.valueOf(mark).repeat(3);
    boolean isLong = text.startsWith(three, at);
    String close = isLong ? three : String.valueOf(mark);
    int from = at;
    at += close.length();
    while (at < text.length() && !text.startsWith(close, at)) {
      char c = text.charAt(at);
      if (c == '\n') {
        if (!isLong) {
          return false;
        }
        line++;
      }
      boolean escapes = c == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n';
      at += escapes ? 2 : 1;
    }
    if (at >= text.length()) {
      return false;
    }
    at += close.length();
    to.append(text, from, at);
    return true;
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /// Where it is not known what is text and what is not, nothing that follows is either.
  private void end(int number, CharSequence cleaned, String why) {
    statements.add(new PythonStatement.Code(number, cleaned.toString(), why));
    at = text.length();
  }

  /// @param first whether it begins its line, where spaces before it mean something
  private void keep(int number, boolean first, String cleaned) {
    if (cleaned.isBlank()) {
      return;
    }
    String whole = first ? cleaned.stripTrailing() : cleaned.strip();
    Matcher assignment = ASSIGNMENT.matcher(whole);
    if (assignment.matches()) {
      String value = assignment.group(2).strip();
      statements.add(new PythonStatement.Assignment(number, assignment.group(1), value));
    } else if (IDLE.matcher(whole).matches()) {
      statements.add(new PythonStatement.Idle(number, whole));
    } else {
      statements.add(new PythonStatement.Code(number, whole, ""));
    }
  }
}
