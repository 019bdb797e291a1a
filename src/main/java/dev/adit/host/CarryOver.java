package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Copies what others have put into the place of the program, or changed there, beside its new
/// version. Where that brings a file of the same name, theirs is kept under another.
final class CarryOver {
  private final Site site;
  private final List<Path> renamed = new ArrayList<>();

  private CarryOver(Site site) {
    this.site = site;
  }

  /// Does it.
  ///
  /// @param fresh where the new version is already
  /// @return where in the program that is which had to be given another name
  static List<Path> into(Path fresh, Site site) throws IOException {
    CarryOver carryOver = new CarryOver(site);
    carryOver.children(site.at(Places.PROGRAM), fresh);
    return carryOver.renamed.stream().map(fresh::relativize).toList();
  }

  private void children(Path from, Path to) throws IOException {
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.sorted().toList()) {
        Path target = to.resolve(from.relativize(child));
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          directory(child, target);
        } else if (!isOurs(child)) {
          file(child, target);
        }
      }
    }
  }

  /// One of ours that the new version lacks is made again only for what of theirs is in it.
  private void directory(Path from, Path to) throws IOException {
    boolean there = Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
    if (!there && site.made().of(place(from).toString()) != null && !holdsTheirs(from)) {
      return;
    }
    Path target = there ? to : copy(from, to);
    children(from, target);
    if (!there) {
      Files.setLastModifiedTime(target, Files.getLastModifiedTime(from));
    }
  }

  private boolean holdsTheirs(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        if (!isOurs(path)) {
          return true;
        }
      }
    }
    return false;
  }

  private void file(Path from, Path to) throws IOException {
    boolean same =
        Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(to)
            && Arrays.equals(Files.readAllBytes(from), Files.readAllBytes(to));
    if (!same) {
      copy(from, to);
    }
  }

  /// Links as links, owners and times included.
  private Path copy(Path from, Path to) throws IOException {
    Path target = to;
    for (int n = 1; exists(target); n++) {
      Path name = Path.of(to.getFileName() + ".old" + (n == 1 ? "" : n));
      // One that they have there themselves keeps its name.
      target = exists(from.resolveSibling(name)) ? to : to.resolveSibling(name);
    }
    Files.copy(from, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    if (!target.equals(to)) {
      renamed.add(target);
    }
    return target;
  }

  private boolean isOurs(Path path) throws IOException {
    Path place = place(path);
    if (place.equals(Places.MANIFEST)) {
      return true;
    }
    return switch (site.made().of(place.toString())) {
      case Trace.MadeDirectory _ -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      case Trace.MadeFile _ ->
          Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && site.made().wrote(place, Site.sha256(Files.readAllBytes(path)));
      case null, default -> false;
    };
  }

  private Path place(Path path) {
    return Places.PROGRAM.resolve(site.at(Places.PROGRAM).relativize(path));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
