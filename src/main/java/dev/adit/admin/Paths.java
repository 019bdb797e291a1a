package dev.adit.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which page answers what is asked of which path.
final class Paths {

  /// What answers.
  @FunctionalInterface
  interface Page {
    /// Says it all, on a thread that may wait.
    ///
    /// @throws IOException when whoever asked is gone
    void answer(Exchange exchange) throws IOException;
  }

  /// What answers for a family of paths.
  @FunctionalInterface
  interface PageOf {
    /// The same, for one of them.
    ///
    /// @param name what stands in the path for the one that is meant
    /// @throws IOException when whoever asked is gone
    void answer(String name, Exchange exchange) throws IOException;
  }

  /// A page, and the name it is asked about; `""` where its path has none.
  record Found(String name, PageOf page) {}

  private record Family(String method, String before, String after, PageOf page) {
    boolean has(String method, String path) {
      return this.method.equals(method)
          && path.length() > before.length() + after.length()
          && path.startsWith(before)
          && path.endsWith(after);
    }

    String name(String path) {
      return path.substring(before.length(), path.length() - after.length());
    }
  }

  private final Map<String, Page> pages = new HashMap<>();
  private final List<Family> families = new ArrayList<>();

  void add(String method, String path, Page page) {
    pages.put(method + " " + path, page);
  }

  /// For every path with a name between the two, whatever is in it, slashes too.
  void add(String method, String before, String after, PageOf page) {
    families.add(new Family(method, before, after, page));
  }

  /// The page that answers; null where there is none.
  @Nullable Found find(String method, String path) {
    Page page = pages.get(method + " " + path);
    if (page != null) {
      return new Found("", (_, exchange) -> page.answer(exchange));
    }
    return families.stream()
        .filter(family -> family.has(method, path))
        .findFirst()
        .map(family -> new Found(family.name(path), family.page()))
        .orElse(null);
  }
}
