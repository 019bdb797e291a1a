package dev.adit.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One table of a file, read key by key. A value that can't be used is noted as a problem and a
/// harmless one is returned in its place, so that reading goes on and finds the other problems too;
/// the result of such a reading is never used.
final class Fields {

  private final KeyTable keys;
  private final Problems problems;
  private final String kind;
  private final String path;
  private final Map<String, Node> values;

  private Fields(KeyTable keys, Problems problems, String kind, String path, Node.Table table) {
    this.keys = keys;
    this.problems = problems;
    this.kind = kind;
    this.path = path;
    this.values = table.entries();
  }

  /// A table of the kind that [KeyTable] knows, under the path by which its user knows it. Notes
  /// its unknown keys, and those of later work.
  static Fields of(KeyTable keys, Problems problems, String kind, String path, Node.Table table) {
    Fields fields = new Fields(keys, problems, kind, path, table);
    fields.values.keySet().forEach(fields::checkKnown);
    return fields;
  }

  private void checkKnown(String name) {
    KnownKey key = keys.find(kind, name);
    if (key == null) {
      String cure = keys.cureFor(kind, name);
      problems.add(at(Node.unquoted(name)), "unknown key: " + cure);
    } else if (key.need() == KnownKey.Need.LATER) {
      problems.add(at(name), NativeKeys.NOT_YET);
    }
  }

  /// The key's full path, for a problem.
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return value(name, Values::text, "");
  }

  Secret secret(String name) {
    return new Secret(text(name));
  }

  boolean flag(String name) {
    return value(name, Values::flag, false);
  }

  int count(String name) {
    return value(name, Values::count, 1);
  }

  double number(String name) {
    return value(name, Values::number, 1.0);
  }

  Duration duration(String name) {
    return value(name, Values::duration, Duration.ofSeconds(1));
  }

  HostPort address(String name) {
    return value(name, Values::address, new HostPort("", 0));
  }

  /// An address, or null where "" switches it off.
  @Nullable HostPort addressOrOff(String name) {
    boolean off = values.get(name) instanceof Node.Text(String text) && text.isEmpty();
    return off ? null : address(name);
  }

  /// One address, or a list of them.
  List<HostPort> addresses(String name) {
    return value(name, Values::addresses, List.of());
  }

  /// In bytes.
  long size(String name) {
    return value(name, Values::size, 0L);
  }

  PoolUrl url(String name) {
    return value(name, Values::url, new PoolUrl(PoolUrl.Scheme.TCP, "placeholder", 1));
  }

  URI site(String name) {
    return value(name, Values::site, URI.create("https://placeholder"));
  }

  List<HostPort> timeServers(String name) {
    return value(name, TimeServers::of, List.of());
  }

  List<String> texts(String name) {
    return value(name, Values::texts, List.of());
  }

  /// A SOCKS proxy, or null where there is none.
  @Nullable SocksUrl socksOrNone(String name) {
    SocksUrl placeholder = new SocksUrl("placeholder", 1, "", Secret.NONE);
    return text(name).isEmpty() ? null : value(name, Values::socks, placeholder);
  }

  /// A file, made absolute; relative ones stand beside `sibling`. Must be given where this is
  /// asked.
  Path path(String name, Path sibling) {
    String text = text(name);
    if (text.isEmpty()) {
      problems.add(at(name), "missing: add it, " + keys.get(kind, name).meaning());
    }
    try {
      return sibling.toAbsolutePath().resolveSibling(text).normalize();
    } catch (InvalidPathException e) {
      problems.add(at(name), Node.quoted(text) + " is not a path: write one such as \"cert.pem\"");
      return sibling;
    }
  }

  /// The same for a file that need not be given: null where it is not.
  @Nullable Path pathOrNone(String name, Path sibling) {
    return text(name).isEmpty() ? null : path(name, sibling);
  }

  List<Network> networks(String name) {
    return value(name, Values::networks, List.of());
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return value(name, node -> Values.choice(node, type), type.getEnumConstants()[0]);
  }

  PoolShares poolShares(String name) {
    return value(name, PoolShares::of, PoolShares.NONE);
  }

  /// A table within this one; an empty one where there is none.
  Fields in(String name) {
    Node node = values.getOrDefault(name, Node.Table.EMPTY);
    if (node instanceof Node.Table table) {
      return of(keys, problems, kindOf(name), at(name), table);
    }
    String example = keys.namesIn(kindOf(name)).getFirst();
    problems.add(at(name), node.shown() + " is not a table: it takes keys such as " + example);
    return of(keys, problems, kindOf(name), at(name), Node.Table.EMPTY);
  }

  /// The tables of an array of tables, each called by its name.
  List<Fields> each(String name) {
    List<Node.Table> tables = tables(name, "write [[" + name + "]], with two brackets, above each");
    List<String> paths = Names.paths(at(name), tables.stream().map(Fields::nameOf).toList());
    List<Fields> all = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      all.add(of(keys, problems, kindOf(name), paths.get(i), tables.get(i)));
    }
    return all;
  }

  /// The tables of an array, each called by its place, with the keys of another kind of table.
  List<Fields> eachAs(String otherKind, String name) {
    List<Fields> all = new ArrayList<>();
    for (Node.Table table : tables(name, "write [{...}], each like " + otherKind)) {
      all.add(of(keys, problems, otherKind, at(name) + "[" + all.size() + "]", table));
    }
    return all;
  }

  private List<Node.Table> tables(String name, String cure) {
    Node node = values.getOrDefault(name, Node.Items.NONE);
    boolean isList = node instanceof Node.Items;
    List<Node.Table> tables = new ArrayList<>();
    for (Node item : node instanceof Node.Items(List<Node> items) ? items : List.of(node)) {
      if (isList && item instanceof Node.Table table) {
        tables.add(table);
      } else {
        problems.add(at(name), item.shown() + " is not a list of tables: " + cure);
      }
    }
    return tables;
  }

  private static String nameOf(Node.Table table) {
    return table.entries().get("name") instanceof Node.Text(String name) ? name : "";
  }

  private String kindOf(String name) {
    return kind.isEmpty() ? name : kind + "." + name;
  }

  /// The value of a key, or its default.
  private <T> T value(String name, Function<Node, Parsed<T>> read, T placeholder) {
    KnownKey key = keys.get(kind, name);
    Node standard = key.standardNode();
    Node given = values.get(name);
    if (given == null && standard == null) {
      problems.add(at(name), "missing: add it, " + key.meaning());
    }
    if (given != null) {
      switch (read.apply(given)) {
        case Parsed.Good<T>(T value) -> {
          return value;
        }
        case Parsed.Bad<T>(String why) -> {
          // An address with "user:password@" in it is no address, but holds a password.
          boolean secret =
              key.type() == KnownKey.Type.SECRET
                  || (given instanceof Node.Text(String text) && text.contains("@"));
          String shown = secret ? "the value" : given.shown();
          problems.add(at(name), shown + " " + why);
        }
      }
    }
    return standard != null && read.apply(standard) instanceof Parsed.Good<T>(T value)
        ? value
        : placeholder;
  }
}
