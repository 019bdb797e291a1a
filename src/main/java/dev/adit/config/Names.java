package dev.adit.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Names of pools and listeners: they become metric labels and parts of key paths, so they are kept
/// plain.
final class Names {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Names() {}

  static void check(String path, String name, List<String> problems) {
    if (!PLAIN.matcher(name).matches()) {
      problems.add(
          path
              + ".name: "
              + Node.quoted(name)
              + " is not a plain name: use 1 to 64 of A-Z a-z 0-9 _ -");
    }
  }

  /// How each item of a list is called in a problem: `pool.main`, or `pool#2` (the second) where
  /// its name can't serve.
  static List<String> paths(String kind, List<String> names) {
    List<String> paths = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      boolean serves = PLAIN.matcher(name).matches() && seen.add(name);
      paths.add(serves ? kind + "." + name : kind + "#" + (paths.size() + 1));
    }
    return paths;
  }

  /// A problem for each name that an earlier item of the list has already.
  static List<String> repeated(String kind, List<String> names) {
    List<String> problems = new ArrayList<>();
    List<String> paths = paths(kind, names);
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        problems.add(
            "%s.name: %s is taken by another %s: choose a name of its own"
                .formatted(paths.get(i), Node.quoted(names.get(i)), kind));
      }
    }
    return problems;
  }
}
