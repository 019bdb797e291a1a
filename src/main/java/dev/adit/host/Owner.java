package dev.adit.host;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;

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

  /// Sees to owner and mode.
  ///
  /// @return whether anything had to be changed
  boolean own(Path file, int mode, boolean names) throws IOException {
    boolean changed = false;
    if (((int) Files.getAttribute(file, "unix:mode") & 07777) != mode) {
      Files.setAttribute(file, "unix:mode", mode);
      changed = true;
    }
    if (names) {
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes now = view.readAttributes();
      if (!now.owner().getName().equals(user) || !now.group().getName().equals(group)) {
        UserPrincipalLookupService lookup =
            FileSystems.getDefault().getUserPrincipalLookupService();
        view.setOwner(lookup.lookupPrincipalByName(user));
        view.setGroup(lookup.lookupPrincipalByGroupName(group));
        changed = true;
      }
    }
    return changed;
  }
}
