package dev.adit.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All keys of one file format.
final class KeyTable {

  private final Map<String, KnownKey> byPath = new LinkedHashMap<>();

  private KeyTable() {}

  /// Reads a table with the columns path, type, need, default, meaning.
  static KeyTable parse(String rows) {
    KeyTable table = new KeyTable();
    for (String row : rows.lines().toList()) {
      String[] cells = row.split("\\|", 5);
      KnownKey key =
          new KnownKey(
              cells[0].strip(),
              KnownKey.Type.valueOf(cells[1].strip().toUpperCase(Locale.ROOT)),
              KnownKey.Need.valueOf(cells[2].strip().toUpperCase(Locale.ROOT)),
              cells[3].strip(),
              cells[4].strip());
      table.byPath.put(key.path(), key);
    }
    return table;
  }

  /// All keys, in the order of the table.
  Collection<KnownKey> all() {
    return byPath.values();
  }

  /// The key of that name in a table of the file, if it is known.
  @Nullable KnownKey find(String table, String name) {
    return byPath.get(table.isEmpty() ? name : table + "." + name);
  }

  /// A key that the program itself names.
  KnownKey get(String table, String name) {
    KnownKey key = find(table, name);
    if (key == null) {
      throw new IllegalArgumentException("not in the table of keys: " + table + "." + name);
    }
    return key;
  }

  /// What to do about an unknown key: the nearest one of its table, or where a key of exactly this
  /// name belongs.
  String cureFor(String table, String name) {
    for (KnownKey key : all()) {
      if (key.name().equals(name) && !key.table().isEmpty()) {
        return "a key of this name belongs to [" + key.table() + "]";
      }
    }
    return Nearest.cure(name, namesIn(table));
  }

  /// The keys of a table of the file, in the order of this one.
  List<String> namesIn(String table) {
    return all().stream().filter(key -> key.table().equals(table)).map(KnownKey::name).toList();
  }
}
