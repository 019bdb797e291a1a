package dev.adit.host;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.stream.Stream;

/// Whose a file is.
enum Owner {
  ROOT("root", "root"),
  /// The service may read it.
  READER("root", Places.USER),
  /// The service may write it.
  SERVICE(Places.USER, Places.USER);

  private final String user;
  private final String group;

  Owner(String user, String group) {
    this.user = user;
    this.group = group;
  }

  /// Sees to owner and mode, never through a link: who may write into a directory could have root
  /// change any file of the system by one. What is neither file nor directory has no mode to see
  /// to.
  ///
  /// @return whether anything had to be changed
  /// @throws IOException where it is a link
  boolean own(Path file, int mode, boolean names) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    if (now.isSymbolicLink()) {
      throw new IOException(file + ": is a link, and what it leads to is not ours to change");
    }
    boolean changed = false;
    int before = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (!now.isOther() && (before & 07777) != mode) {
      Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
      changed = true;
    }
    if (names && !(now.owner().getName().equals(user) && now.group().getName().equals(group))) {
      take(view, true, true);
      changed = true;
    }
    return changed;
  }

  private void take(PosixFileAttributeView view, boolean users, boolean groups) throws IOException {
    UserPrincipalLookupService lookup = FileSystems.getDefault().getUserPrincipalLookupService();
    if (users) {
      view.setOwner(lookup.lookupPrincipalByName(user));
    }
    if (groups) {
      view.setGroup(lookup.lookupPrincipalByGroupName(group));
    }
  }

  /// Whether a file is that owner's already.
  boolean has(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(user);
  }

  /// Takes what is the user's of that name, and from the group of that name: a file, or a directory
  /// and everything in it. Others keep what is theirs. Modes stay, but for bits that lend the
  /// owner's rights; links stay, and what they lead to.
  void takeOver(Path top, String from) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.toList()) {
        takeOne(each, from);
      }
    }
  }

  private void takeOne(Path file, String from) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    boolean users = now.owner().getName().equals(from);
    boolean groups = now.group().getName().equals(from);
    if (!now.isSymbolicLink() && (users || groups)) {
      int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      own(file, mode & 0777, false);
      take(view, users, groups);
    }
  }
}
