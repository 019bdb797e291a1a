package dev.adit.host;

import java.nio.file.Path;
import java.util.List;

/// The files that are too small for a class of their own.
final class SmallFiles {
  private static final String HEAD = "# Made by `adit install`, removed by `adit uninstall`.\n";

  /// For logrotate. Adit logs to the journal, which rotates by itself; files are written only where
  /// a configuration asks for it. They are copied and cut, since Adit keeps them open.
  static final String ROTATION =
      HEAD
          + """
          /var/log/adit/*.log {
              su adit adit
              weekly
              maxsize 50M
              rotate 8
              compress
              delaycompress
              missingok
              notifempty
              copytruncate
          }
          """;

  /// For systemd-sysusers.
  static final String USERS =
      HEAD + "u adit - \"Adit mining proxy\" /var/lib/adit /usr/sbin/nologin\n";

  private SmallFiles() {}

  /// For systemd-tmpfiles, at each boot: the configuration holds passwords, and who may read it is
  /// not known before there is a user, which in an image is at its first boot.
  static String owners(int directoryMode, List<Path> files) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("z %s %04o root adit -\n".formatted(Places.CONFIG, directoryMode));
    files.forEach(file -> text.append("z %s 0640 root adit -\n".formatted(quoted(file))));
    return text.toString();
  }

  private static String quoted(Path file) {
    return file.toString().contains(" ") ? "\"" + file + "\"" : file.toString();
  }
}
