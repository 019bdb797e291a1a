package dev.adit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a file in shell syntax. Nothing in it is ever executed.
sealed interface EnvLine {

  /// Blank, or nothing but a comment.
  record Silent() implements EnvLine {}

  /// What a shell that sources the file would set.
  ///
  /// @param number of the line, from 1
  record Setting(int number, String key, String value) implements EnvLine {
    /// How a problem calls it.
    String at() {
      return EnvLine.at(key, number);
    }
  }

  /// A line that sets nothing, or that needs a shell to know what.
  ///
  /// @param key empty where there is none
  record Unusable(int number, String key, String why) implements EnvLine {
    /// How a problem calls it.
    String at() {
      return EnvLine.at(key, number);
    }
  }

  Pattern SETTING =
      Pattern.compile(
          "[ \\t]*+(?:export[ \\t]++)?([A-Za-z_][A-Za-z0-9_]*+)([ \\t]*+)=(.*+)", Pattern.DOTALL);

  /// All lines of a text, whichever way they end.
  static List<EnvLine> all(String text) {
    List<EnvLine> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(
          of(lines.size() + 1, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
    }
    return lines;
  }

  private static EnvLine of(int number, String line) {
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return new Silent();
    }
    Matcher setting = SETTING.matcher(line);
    if (!setting.matches()) {
      return new Unusable(number, "", "is no setting: write KEY=value, or put # before it");
    }
    String key = setting.group(1);
    if (!setting.group(2).isEmpty()) {
      return new Unusable(number, key, "has a space before the =: write KEY=value, without");
    }
    return switch (ShellValue.parse(setting.group(3))) {
      case Parsed.Good<String>(String value) -> new Setting(number, key, value);
      case Parsed.Bad<String>(String why) -> new Unusable(number, key, why);
    };
  }

  private static String at(String key, int number) {
    return key.isEmpty() ? "line " + number : "%s (line %d)".formatted(Node.unquoted(key), number);
  }
}
