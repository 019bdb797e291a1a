package dev.adit.stratum;

import java.util.HexFormat;

/// The escapes inside JSON texts, both ways.
public final class JsonEscapes {
  private static final String LETTERS = "\"\\/bfnrt";
  private static final String MEANINGS = "\"\\/\b\f\n\r\t";
  private static final HexFormat HEX = HexFormat.of();

  private JsonEscapes() {}

  /// Decodes a text that [JsonScanner] found valid.
  static String decode(String written) {
    StringBuilder text = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (written.charAt(++i) == 'u') {
        text.append((char) HexFormat.fromHexDigits(written, i + 1, i + 5));
        i += 4;
      } else {
        text.append(MEANINGS.charAt(LETTERS.indexOf(written.charAt(i))));
      }
    }
    return text.toString();
  }

  /// The text as a JSON value, with its quotes; what is not ASCII stays as it is.
  static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u").append(HEX.toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /// At most `limit` characters, with a question mark for each that has no business in a log or on
  /// a screen: controls, invisible format characters (they turn text around), halves of pairs.
  public static String printable(String text, int limit) {
    if (text.length() <= limit && isPlain(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(Math.min(text.length(), limit));
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int shown = isPrintable(c) ? c : '?';
      if (clean.length() + Character.charCount(shown) > limit) {
        break;
      }
      clean.appendCodePoint(shown);
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
