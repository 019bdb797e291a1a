package dev.adit.config;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A key that a configuration file may contain.
///
/// @param path where it stands, without the names of items: `listener.vardiff.min`
/// @param standard its default, without quotes; empty where it has none
/// @param meaning one line for the documentation
record KnownKey(String path, Type type, Need need, String standard, String meaning) {

  /// What can be written there.
  enum Type {
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    /// A text that no problem quotes.
    SECRET,
    FLAG,
    COUNT,
    NUMBER,
    DURATION,
    SIZE,
    ADDRESS
  }

  /// Whether it must, may or can only later be there.
  enum Need {
    MUST,
    MAY,
    LATER
  }

  /// The key without its table.
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// The table it stands in; empty for the top of the file.
  String table() {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /// Its default as a value; null where it must be given.
  @Nullable Node standardNode() {
    if (need == Need.MUST) {
      return null;
    }
    return switch (type) {
      case FLAG -> new Node.Flag(Boolean.parseBoolean(standard));
      case COUNT, NUMBER -> new Node.Figure(new BigDecimal(standard));
      case TEXTS ->
          standard.isEmpty()
              ? Node.Items.NONE
              : new Node.Items(Stream.of(standard.split(", ")).<Node>map(Node.Text::new).toList());
      case TABLE, TABLES -> Node.Table.EMPTY;
      case TEXT, SECRET, DURATION, SIZE, ADDRESS -> new Node.Text(standard);
    };
  }
}
