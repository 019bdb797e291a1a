package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The configuration of the service that is installed.
public final class InstalledConfig {
  private static final Pattern STARTED_WITH =
      Pattern.compile("(?m)^ExecStart=\\S+ run -c (/\\S+)$");

  private static final Pattern NAMED = Pattern.compile(".*\\.(toml|env|json|py)");

  private InstalledConfig() {}

  /// What the unit starts Adit with, else the usual one, else the only one; null where there is
  /// none, or no telling which.
  ///
  /// @param root "/", or the directory tree of another system
  public static @Nullable Path find(Path root) {
    try {
      Matcher start = STARTED_WITH.matcher(Files.readString(in(root, Places.UNIT)));
      if (start.find() && Files.exists(in(root, Path.of(start.group(1))))) {
        return Path.of(start.group(1));
      }
    } catch (IOException none) {
      // Then there may be one that was put there by hand.
    }
    Path usual = Places.CONFIG.resolve("adit.toml");
    return Files.exists(in(root, usual)) ? usual : theOnlyOne(root);
  }

  /// One that an earlier installation has left, in whatever format.
  private static @Nullable Path theOnlyOne(Path root) {
    try (Stream<Path> all = Files.list(in(root, Places.CONFIG))) {
      List<Path> some =
          all.map(Path::getFileName)
              .filter(name -> NAMED.matcher(name.toString()).matches())
              .toList();
      return some.size() == 1 ? Places.CONFIG.resolve(some.getFirst()) : null;
    } catch (IOException none) {
      return null;
    }
  }

  /// Where a path of that system is now.
  public static Path in(Path root, Path path) {
    return root.resolve(Path.of("/").relativize(path));
  }
}
