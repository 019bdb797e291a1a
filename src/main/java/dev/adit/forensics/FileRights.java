package dev.adit.forensics;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes files and directories that not everybody on the machine may read: addresses and workers'
/// names are in them. What is there already keeps the rights that somebody has given it.
final class FileRights {
  private FileRights() {}

  /// One that is made is for its owner and group.
  static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), of(file, "rw-r-----"));
  }

  /// With those above it.
  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, of(directory, "rwxr-x---"));
  }

  /// None where files have other rights, as on Windows.
  private static FileAttribute<?>[] of(Path path, String rights) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
