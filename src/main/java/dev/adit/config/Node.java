package dev.adit.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// One value of a parsed file, whatever its format.
sealed interface Node {

  /// Named values, in the order of the file.
  record Table(Map<String, Node> entries) implements Node {
    static final Table EMPTY = new Table(Map.of());
  }

  /// An array.
  record Items(List<Node> items) implements Node {
    static final Items NONE = new Items(List.of());
  }

  /// A string.
  record Text(String value) implements Node {}

  /// true or false.
  record Flag(boolean value) implements Node {}

  /// A finite number.
  record Figure(BigDecimal value) implements Node {}

  /// What no key takes: NaN, the infinities, numbers beyond all use, texts that are not Unicode.
  record Odd(String text) implements Node {}

  /// JSON's null.
  record Null() implements Node {}

  /// The value as a problem quotes it: short, and free of control characters.
  default String shown() {
    return switch (this) {
      case Table _ -> "a table";
      case Items(var items) -> items.isEmpty() ? "[]" : "a list";
      case Text(var value) -> quoted(value);
      case Flag(var value) -> String.valueOf(value);
      case Figure(var value) -> shortened(value.toString());
      case Odd(var text) -> shortened(text);
      case Null() -> "null";
    };
  }

  /// Text in quotes, as a problem or a TOML file can hold it: ASCII only, whatever the terminal's
  /// encoding.
  static String quoted(String text) {
    return "\"" + unquoted(text) + "\"";
  }

  /// The same for a key, without the quotes.
  static String unquoted(String text) {
    return escaped(shortened(text));
  }

  /// A list of texts, each in quotes.
  static String quoted(List<String> texts) {
    return texts.stream().map(Node::quoted).toList().toString();
  }

  /// A number as people write it: no exponent, no superfluous zeros.
  static String plain(double number) {
    BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
  }

  /// TOML's escapes for everything but printable ASCII.
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                default -> {
                  if (point >= ' ' && point < 0x7f) {
                    escaped.append((char) point);
                  } else if (point <= 0xffff) {
                    escaped.append(String.format("\\u%04X", point));
                  } else {
                    escaped.append(String.format("\\U%08X", point));
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
