package dev.adit.forensics;

import dev.adit.stratum.JsonEscapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Data as JSON. Texts in it may be a stranger's: they are cut, and can't steer a terminal.
final class DataText {
  private static final int LONGEST = 1_000;
  private static final int MOST = 100;
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectWriter INDENTED = JSON.writer().with(printer());

  private DataText() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  static String indented(Map<String, Object> data) {
    return INDENTED.writeValueAsString(clean(data));
  }

  /// In a line.
  static String plain(Map<String, Object> data) {
    return JSON.writeValueAsString(clean(data));
  }

  static String cut(String said) {
    return JsonEscapes.printable(said, LONGEST);
  }

  private static @Nullable Object clean(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.entrySet().stream()
            .limit(MOST)
            .forEach(it -> copy.put(cut(it.getKey().toString()), clean(it.getValue())));
        yield copy;
      }
      case List<?> list -> list.stream().limit(MOST).map(DataText::clean).toList();
      case Number number -> number;
      case Boolean flag -> flag;
      case null -> null;
      default -> cut(value.toString());
    };
  }
}
