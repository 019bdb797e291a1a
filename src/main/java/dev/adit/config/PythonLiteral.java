package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value as Python writes it: a text, True, False, None, a number with a little arithmetic, a
/// list or a tuple of those.
final class PythonLiteral {
  private static final int DEEPEST = 20;
  private static final Map<String, Node> WORDS =
      Map.of(
          "True", new Node.Flag(true),
          "False", new Node.Flag(false),
          "None", new Node.Null());

  static final String NO_VALUE =
      "is nothing that can be read without running it: write the value itself, such as"
          + " \"solo.ckpool.org\", 3333 or True";

  private static final Node ZERO = new Node.Figure(BigDecimal.ZERO);
  private static final Row NOTHING = new Row(List.of(), false);

  private final String text;
  private int at;
  private int depth;
  private @Nullable String fault;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /// Reads one, or says what is wrong, worded to follow its name.
  ///
  /// @param text in one line, without comments
  static Parsed<Node> parse(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    Row row = literal.row('\0');
    if (row.items().isEmpty()) {
      literal.fail("has no value: write one behind the =");
    } else if (literal.next() != '\0') {
      literal.fail(NO_VALUE);
    }
    String fault = literal.fault;
    return fault == null ? new Good<>(row.collapsed()) : new Bad<>(fault);
  }

  /// Values with commas between them.
  ///
  /// @param comma whether there is any
  private record Row(List<Node> items, boolean comma) {
    /// One value without a comma is that value; with one it is a tuple.
    Node collapsed() {
      return items.size() == 1 && !comma ? items.getFirst() : new Node.Items(items);
    }
  }

  /// What stands before `end`.
  private Row row(char end) {
    List<Node> items = new ArrayList<>();
    boolean comma = false;
    while (next() != end && fault == null) {
      items.add(sum());
      if (next() != ',') {
        break;
      }
      comma = true;
      at++;
    }
    return new Row(List.copyOf(items), comma);
  }

  private Node sum() {
    Node left = product();
    while (next() == '+' || next() == '-') {
      char sign = text.charAt(at++);
      left = figure(PythonNumber.of(left, String.valueOf(sign), product()));
    }
    return left;
  }

  private Node product() {
    Node left = signed();
    while (next() == '*' || next() == '/') {
      int from = at;
      at += text.startsWith("//", at) || text.startsWith("**", at) ? 2 : 1;
      left = figure(PythonNumber.of(left, text.substring(from, at), signed()));
    }
    return left;
  }

  private Node signed() {
    String signs = "";
    while (next() == '-' || next() == '+') {
      signs = text.charAt(at++) == '-' && signs.equals("-") ? "+" : text.substring(at - 1, at);
    }
    Node value = atom();
    return signs.isEmpty() ? value : figure(PythonNumber.of(ZERO, signs, value));
  }

  private Node atom() {
    return switch (next()) {
      case '"', '\'' -> new Node.Text(texts());
      case '(' -> bracketed(')').collapsed();
      case '[' -> new Node.Items(bracketed(']').items());
      case '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> word();
    };
  }

  private Row bracketed(char end) {
    if (++depth > DEEPEST) {
      fail(NO_VALUE);
      return NOTHING;
    }
    at++;
    Row inner = row(end);
    if (next() != end) {
      fail(NO_VALUE);
      return NOTHING;
    }
    at++;
    depth--;
    return inner;
  }

  /// One text, or several that stand side by side and are one.
  private String texts() {
    StringBuilder whole = new StringBuilder();
    while (next() == '"' || next() == '\'') {
      String mark = text.substring(at, at + 1);
      int end = text.indexOf(mark, at + 1);
      String part = end < 0 ? "" : text.substring(at + 1, end);
      if (text.startsWith(mark.repeat(3), at)) {
        fail("is in triple quotes: write it in single ones");
      } else if (end < 0 || part.contains("\\")) {
        fail("has a backslash, which none of the values needs: write it without");
      } else {
        whole.append(part);
        at = end + 1;
      }
    }
    return whole.toString();
  }

  private Node number() {
    int from = at;
    while (at < text.length() && isOfNumber(text.charAt(at), text.charAt(Math.max(from, at - 1)))) {
      at++;
    }
    return figure(PythonNumber.parse(text.substring(from, at)));
  }

  private static boolean isOfNumber(char c, char before) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || c == '.'
        || ((c == '+' || c == '-') && (before == 'e' || before == 'E'));
  }

  private Node word() {
    int from = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    Node known = WORDS.get(text.substring(from, at));
    return known == null ? fail(NO_VALUE) : known;
  }

  /// The next character that is no space, without taking it; 0 at the end.
  private char next() {
    while (at < text.length() && " \t\n\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private Node figure(Parsed<Node> number) {
    return switch (number) {
      case Good<Node>(Node figure) -> figure;
      case Bad<Node>(String why) -> fail(why);
    };
  }

  /// Notes the first thing that is wrong, and reads no further.
  private Node fail(String why) {
    fault = fault == null ? why : fault;
    at = text.length();
    return ZERO;
  }
}
