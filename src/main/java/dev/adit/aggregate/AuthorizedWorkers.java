package dev.adit.aggregate;

import java.util.ArrayList;
import java.util.List;

/// The worker names that one connection has authorised: few and short, whatever it tries.
final class AuthorizedWorkers {
  private static final int MOST = 64;
  private static final int MOST_LENGTH = 256;

  private List<String> names = List.of();

  boolean isEmpty() {
    return names.isEmpty();
  }

  /// The first of them, or "" where there is none.
  String first() {
    return names.isEmpty() ? "" : names.getFirst();
  }

  boolean has(String name) {
    return names.contains(name);
  }

  boolean mayAdd(String name) {
    return name.length() <= MOST_LENGTH && (has(name) || names.size() < MOST);
  }

  void add(String name) {
    if (!has(name)) {
      List<String> more = new ArrayList<>(names);
      more.add(name);
      names = List.copyOf(more);
    }
  }
}
