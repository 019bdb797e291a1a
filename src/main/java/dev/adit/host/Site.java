package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/// The host that is installed on, or the directory tree that will be one.
///
/// @param root "/" for this host
/// @param made what is there of ours, kept up to date by every step
/// @param changed what was made or changed this time
record Site(Path root, Commands commands, Manifest made, Set<Path> changed) {

  /// With what earlier installs made there, and the program whole where one was interrupted.
  ///
  /// @throws IOException with a message for the user where that can't be read
  static Site at(Path root, Commands commands) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    CopyProgram.restore(absolute);
    Path manifest = absolute.resolve(Path.of("/").relativize(Places.MANIFEST));
    return new Site(absolute, commands, Manifest.read(manifest), new HashSet<>());
  }

  /// Whether it is the host that we run on: elsewhere nothing is started, and no user made.
  boolean live() {
    return root.equals(Path.of("/"));
  }

  /// Where a path of the installed host is now.
  Path at(Path path) {
    return root.resolve(Path.of("/").relativize(path));
  }

  /// Whether it is a link, or what leads to it from the directory of the configuration is.
  boolean isThroughLink(Path path) throws IOException {
    Path above =
        path.startsWith(Places.CONFIG) ? Places.CONFIG : Objects.requireNonNull(path.getParent());
    Path straight = at(above).toRealPath().resolve(above.relativize(path));
    return !at(path).toRealPath().equals(straight);
  }

  /// Makes what is missing of a directory and those above it, readable for all.
  void makeDirectories(Path path) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = path; at != null && !Files.exists(at(at)); at = at.getParent()) {
      missing.push(at);
    }
    for (Path directory : missing) {
      Files.createDirectory(at(directory));
      Owner.ROOT.own(at(directory), 0755, false);
      made.add(new Trace.MadeDirectory(directory));
    }
  }

  /// The same for the directory that a file is in.
  void makeParents(Path file) throws IOException {
    makeDirectories(Objects.requireNonNull(file.getParent()));
  }

  /// Writes a file at once or not at all.
  void replace(Path path, byte[] content, int mode, Owner owner) throws IOException {
    Path target = at(path);
    Path part = target.resolveSibling("." + target.getFileName() + ".adit-new");
    Files.deleteIfExists(part);
    Files.createFile(part);
    owner.own(part, 0600, false);
    Files.write(part, content);
    owner.own(part, mode, live());
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    made.add(new Trace.MadeFile(path, sha256(content)));
    changed.add(path);
  }

  /// Writes down what was made so far.
  void save() throws IOException {
    Path manifest = at(Places.MANIFEST);
    if (Files.isDirectory(at(Places.PROGRAM))) {
      Files.writeString(manifest, made.text());
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
