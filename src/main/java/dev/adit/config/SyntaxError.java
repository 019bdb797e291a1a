package dev.adit.config;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/// Says where a text stops being TOML or JSON, and how to mend it. Jackson's words are for those
/// who call it; the mistakes that people make get words of their own.
final class SyntaxError {

  private static final Map<String, String> WORDS = words();

  private SyntaxError() {}

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "Newline not permitted",
        "the line ends too early: add the value, quote or bracket that is missing");
    words.put("Duplicate key", "a key is given twice: remove the one just before this place");
    words.put(
        "Table redefined",
        "this table is there already: give each [table] once, and several pools as [[pool]]");
    words.put(
        "More data after value",
        "something follows the value: put texts and durations in quotes, such as \"15s\"");
    words.put(
        "Unknown token", "this is no value: put texts and durations in quotes, such as \"15s\"");
    words.put("Invalid number representation", "this is no number that can be used: mend it");
    words.put("Unexpected end-of-input", "the file ends too early: close its brackets and quotes");
    words.put("Document nesting depth", "the brackets go too deep: check the path");
    return words;
  }

  static String describe(JacksonException error) {
    TokenStreamLocation at = error.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    String message = error.getOriginalMessage();
    return WORDS.entrySet().stream()
        .filter(known -> message.startsWith(known.getKey()))
        .findFirst()
        .map(known -> where + known.getValue())
        .orElseGet(() -> where + firstLine(message) + ": check quotes, brackets and commas there");
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("can't be read");
    return Node.escaped(line.length() > 160 ? line.substring(0, 160) : line);
  }
}
