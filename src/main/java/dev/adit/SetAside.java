package dev.adit;

import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Sets a full file aside as `.1`, the one before as `.2` and so on; the oldest is lost. Logback's
/// own way reads a path as a pattern, and misreads one with a `%` in it.
final class SetAside extends RollingPolicyBase {
  private final Path file;
  private final int kept;

  SetAside(Path file, int kept) {
    this.file = file;
    this.kept = kept;
  }

  @Override
  public void rollover() throws RolloverFailure {
    try {
      for (int i = kept; i > 0; i--) {
        Path from = i == 1 ? file : numbered(i - 1);
        if (Files.exists(from)) {
          Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failed) {
      throw new RolloverFailure("can't be set aside: " + file, failed);
    }
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public String getActiveFileName() {
    return file.toString();
  }
}
