package dev.adit.stratum;

import dev.adit.stratum.JsonTape.Kind;
import org.jspecify.annotations.Nullable;

/// One validating pass over a line: strict JSON (RFC 8259) in valid UTF-8, onto a [JsonTape].
///
/// Stricter than the RFC:
///
/// - containers nest at most [#MAX_DEPTH] deep, and there are at most [JsonTape#MAX_TOKENS] values;
/// - LF is no blank, since it ends a line: raw JSON that is passed on can never break out of its
///   own;
/// - an escape for half a surrogate pair is an error: no text that was read can fail to be written.
final class JsonScanner {
  static final int MAX_DEPTH = 16;
  static final String TOO_DEEP = "nested too deep";
  static final String HALF_A_PAIR = "half a surrogate pair";

  /// A position behind any line's end: each further step sees the end and falls through.
  private static final int FAILED = Integer.MAX_VALUE;

  private static final String SIMPLE_ESCAPES = "\"\\/bfnrt";

  private final JsonTape tape;
  private byte[] bytes = {};
  private int end;
  private @Nullable String problem;

  JsonScanner(JsonTape tape) {
    this.tape = tape;
  }

  /// Fills the tape; returns null, or what is wrong (then the tape's content has no meaning).
  @Nullable String scan(byte[] line, int offset, int length) {
    tape.clear(line);
    bytes = line;
    end = offset + length;
    problem = null;
    int at = blanks(value(blanks(offset), 0));
    if (at < end) {
      fail("text after the value");
    }
    return problem;
  }

  private int fail(String what) {
    if (problem == null) {
      problem = what;
    }
    return FAILED;
  }

  private boolean isAt(int at, char wanted) {
    return at < end && bytes[at] == wanted;
  }

  private int blanks(int from) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }

  private int value(int at, int depth) {
    if (at >= end) {
      return fail("the end where a value should be");
    }
    if (tape.isFull()) {
      return fail("too many values");
    }
    return switch (bytes[at]) {
      case '"' -> text(at);
      case '{' -> object(at, depth);
      case '[' -> array(at, depth);
      case 't' -> word(at, "true", Kind.TRUE);
      case 'f' -> word(at, "false", Kind.FALSE);
      case 'n' -> word(at, "null", Kind.NULL);
      default -> number(at);
    };
  }

  private int array(int start, int depth) {
    if (depth == MAX_DEPTH) {
      return fail(TOO_DEEP);
    }
    int token = tape.open(Kind.ARRAY, start);
    int at = blanks(start + 1);
    if (!isAt(at, ']')) {
      at = blanks(value(at, depth + 1));
      while (isAt(at, ',')) {
        at = blanks(value(blanks(at + 1), depth + 1));
      }
    }
    return close(token, at, ']');
  }

  private int object(int start, int depth) {
    if (depth == MAX_DEPTH) {
      return fail(TOO_DEEP);
    }
    int token = tape.open(Kind.OBJECT, start);
    int at = blanks(start + 1);
    if (!isAt(at, '}')) {
      at = field(at, depth);
      while (isAt(at, ',')) {
        at = field(blanks(at + 1), depth);
      }
    }
    return close(token, at, '}');
  }

  private int field(int start, int depth) {
    if (!isAt(start, '"') || tape.isFull()) {
      return fail("no name where a field should be");
    }
    int colon = blanks(text(start));
    if (!isAt(colon, ':')) {
      return fail("no colon behind a field's name");
    }
    return blanks(value(blanks(colon + 1), depth + 1));
  }

  private int close(int token, int at, char bracket) {
    if (!isAt(at, bracket)) {
      return fail("no " + bracket + " where it should be");
    }
    tape.close(token, at + 1);
    return at + 1;
  }

  private int word(int start, String word, Kind kind) {
    for (int i = 0; i < word.length(); i++) {
      if (!isAt(start + i, word.charAt(i))) {
        return fail("an unknown word");
      }
    }
    tape.add(kind, start, start + word.length());
    return start + word.length();
  }

  private int number(int start) {
    int after = JsonNumbers.end(bytes, start, end);
    if (after < 0) {
      return fail("neither a value nor a number");
    }
    tape.add(Kind.NUMBER, start, after);
    return after;
  }

  private int text(int quote) {
    Kind kind = Kind.TEXT;
    int at = PlainText.end(bytes, quote + 1, end);
    while (at < end && bytes[at] != '"') {
      byte b = bytes[at];
      if (b == '\\') {
        kind = Kind.ESCAPED_TEXT;
        at = escape(at + 1);
      } else if (b < 0) {
        int after = Utf8.end(bytes, at, end);
        at = after < 0 ? fail("invalid UTF-8") : after;
      } else {
        return fail("a control character in a text");
      }
      at = PlainText.end(bytes, at, end);
    }
    if (at >= end) {
      return fail("a text without an end");
    }
    tape.add(kind, quote + 1, at);
    return at + 1;
  }

  private int escape(int letter) {
    if (!isAt(letter, 'u')) {
      boolean known = letter < end && SIMPLE_ESCAPES.indexOf(bytes[letter]) >= 0;
      return known ? letter + 1 : fail("an invalid escape");
    }
    int unit = unit(letter);
    if (unit < 0) {
      return fail("an invalid escape");
    }
    if (!Character.isSurrogate((char) unit)) {
      return letter + 5;
    }
    boolean pair =
        Character.isHighSurrogate((char) unit)
            && isAt(letter + 5, '\\')
            && isAt(letter + 6, 'u')
            && unit(letter + 6) >= Character.MIN_LOW_SURROGATE
            && unit(letter + 6) <= Character.MAX_LOW_SURROGATE;
    return pair ? letter + 11 : fail(HALF_A_PAIR);
  }

  /// The UTF-16 unit that four digits behind the letter `u` spell, or -1.
  private int unit(int letter) {
    return letter + 4 < end ? (int) JsonNumbers.hex32(bytes, letter + 1, letter + 5) : -1;
  }
}
