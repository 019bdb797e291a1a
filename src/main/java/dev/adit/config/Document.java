package dev.adit.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.toml.TomlFactory;

/// Turns TOML or JSON into a [Node.Table]. It reads Jackson's tokens and leaves the object mapper
/// alone, whose classes would cost more of the start-up time than everything else here.
final class Document {

  private Document() {}

  /// Reads TOML, or says what is wrong, worded to follow the file's name.
  static Parsed<Node.Table> toml(String text) {
    return parse(new TomlFactory(), text);
  }

  /// Reads JSON, or says what is wrong, worded to follow the file's name. Of a key given twice the
  /// last counts.
  static Parsed<Node.Table> json(String text) {
    return parse(new JsonFactory(), text);
  }

  private static Parsed<Node.Table> parse(TokenStreamFactory format, String text) {
    try (JsonParser parser = format.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Node top = node(parser);
      if (parser.nextToken() != null) {
        return new Bad<>("goes on after its last bracket: remove what follows");
      }
      return top instanceof Node.Table table
          ? new Good<>(table)
          : new Bad<>("does not hold a table: check the path");
    } catch (JacksonException e) {
      return new Bad<>(SyntaxError.describe(e));
    }
  }

  /// The value that begins at the parser's current token.
  private static Node node(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          entries.put(name, node(parser));
        }
        yield new Node.Table(entries);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser));
        }
        yield new Node.Items(items);
      }
      case VALUE_TRUE -> new Node.Flag(true);
      case VALUE_FALSE -> new Node.Flag(false);
      case VALUE_NUMBER_INT -> new Node.Figure(new BigDecimal(parser.getBigIntegerValue()));
      case VALUE_NUMBER_FLOAT -> fraction(parser);
      case VALUE_STRING -> text(parser.getString());
      case VALUE_NULL -> new Node.Null();
      default -> new Node.Odd("a value of unknown kind");
    };
  }

  /// JSON's escapes can spell half a character, which no encoding can write.
  private static Node text(String text) {
    return UTF_8.newEncoder().canEncode(text)
        ? new Node.Text(text)
        : new Node.Odd(Node.quoted(text));
  }

  /// A number with a fraction or an exponent; what no number can hold is none.
  private static Node fraction(JsonParser parser) {
    if (parser.isNaN()) {
      return new Node.Odd(parser.getString());
    }
    try {
      return new Node.Figure(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      return new Node.Odd(parser.getString());
    }
  }
}
