package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The configuration as it will be in /etc/adit.
///
/// @param main the file that the service is started with
/// @param files it and what it names by a relative path, so that those still stand beside it; none
///   where it is there already
/// @param secrets what will be there, copied or not
/// @param needs with the paths that will be
public record ConfigFiles(
    Path main, SortedMap<Path, FileContent> files, List<Path> secrets, Needs needs) {

  public ConfigFiles {
    secrets = List.copyOf(secrets);
  }

  /// One that is installed already.
  ///
  /// @param root where it is installed
  public static ConfigFiles installed(Path main, Needs needs, Path root) {
    Set<Path> secrets = new TreeSet<>(Set.of(main));
    needs.pems().stream()
        .map(pem -> Objects.requireNonNull(inside(root, pem)))
        .filter(pem -> pem.startsWith(Places.CONFIG))
        .forEach(secrets::add);
    Needs there =
        needs.writing(
            inside(root, needs.guardFile()),
            inside(root, needs.forensics()),
            inside(root, needs.logFile()));
    return new ConfigFiles(main, new TreeMap<>(), List.copyOf(secrets), there);
  }

  /// What the system under `root` calls a path.
  private static @Nullable Path inside(Path root, @Nullable Path path) {
    return path != null && path.startsWith(root)
        ? Path.of("/").resolve(root.relativize(path))
        : path;
  }

  /// One that is somewhere else.
  ///
  /// @param needs of what it says
  /// @param root where it will be installed
  /// @throws IOException with a message for the user where it can't be installed
  public static ConfigFiles copied(Path file, Needs needs, Path root) throws IOException {
    Path from = file.toAbsolutePath().normalize();
    String name = from.getFileName().toString();
    if (!name.matches("[\\w.][\\w.-]*")) {
      throw new IOException(
          file + ": its name has characters that a unit can't: rename it, such as to adit.toml");
    }
    SortedMap<Path, FileContent> files = new TreeMap<>();
    files.put(Places.CONFIG.resolve(name), FileContent.read(from));
    String text = Files.readString(from);
    for (Path pem : needs.pems()) {
      if (!text.contains(pem.toString())) {
        files.put(moved(from, pem), FileContent.read(pem));
      }
    }
    for (var entry : files.entrySet()) {
      Path there = root.resolve(Path.of("/").relativize(entry.getKey()));
      if (Files.exists(there) && !FileContent.read(there).equals(entry.getValue())) {
        throw new IOException(
            ("%s is there and says something else; it is never overwritten. Edit it and run adit"
                    + " install without -c, or move it away and try again")
                .formatted(there));
      }
    }
    Needs there =
        needs.writing(
            written(from, text, needs.guardFile()),
            written(from, text, needs.forensics()),
            written(from, text, needs.logFile()));
    List<Path> secrets = List.copyOf(files.keySet());
    return new ConfigFiles(Places.CONFIG.resolve(name), files, secrets, there);
  }

  /// Where the installed Adit will write.
  private static @Nullable Path written(Path from, String text, @Nullable Path named)
      throws IOException {
    return named == null || text.contains(named.toString()) ? named : moved(from, named);
  }

  /// The path in the new place of what is, or will be, written relative to the file.
  private static Path moved(Path from, Path named) throws IOException {
    Path relative = Objects.requireNonNull(from.getParent()).relativize(named);
    if (relative.startsWith("..")) {
      throw new IOException(
          named + ": is outside the directory of the configuration: write its whole path there");
    }
    return Places.CONFIG.resolve(relative);
  }
}
