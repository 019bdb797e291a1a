package dev.adit.config;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of TOML, in ASCII.
final class TomlLines {
  private final StringBuilder toml = new StringBuilder();

  void comments(List<String> comments) {
    comments.forEach(comment -> toml.append("# ").append(comment).append('\n'));
    if (!comments.isEmpty()) {
      toml.append('\n');
    }
  }

  /// @param heading with its brackets
  void table(String heading) {
    if (toml.length() > 1 && toml.charAt(toml.length() - 2) != '\n') {
      toml.append('\n');
    }
    toml.append(heading).append('\n');
  }

  void text(String key, String value) {
    plain(key, quoted(value));
  }

  /// What needs no quotes: a number, a flag, or what is TOML already.
  void plain(String key, Object value) {
    toml.append(key).append(" = ").append(value).append('\n');
  }

  /// A list of texts.
  void list(String key, List<?> values) {
    plain(
        key,
        values.stream()
            .map(value -> quoted(value.toString()))
            .collect(Collectors.joining(", ", "[", "]")));
  }

  static String quoted(String value) {
    return "\"" + Node.escaped(value) + "\"";
  }

  @Override
  public String toString() {
    return toml.toString();
  }
}
