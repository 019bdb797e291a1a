package dev.adit;

import dev.adit.config.ConfigLoader;
import dev.adit.config.ForensicsConfig;
import dev.adit.config.LoadResult;
import dev.adit.work.BitcoinAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A configuration file of which all is checked: also what the loader, which knows nothing of
/// Bitcoin, can't.
final class UsableConfig {
  private UsableConfig() {}

  static LoadResult load(Path file) {
    LoadResult read = ConfigLoader.load(file);
    if (read instanceof LoadResult.Loaded loaded) {
      List<String> problems = problems(loaded.config().forensics());
      return problems.isEmpty() ? read : new LoadResult.Refused(problems);
    }
    return read;
  }

  /// With a slip of the pen in it no coinbase could be held against an address.
  private static List<String> problems(@Nullable ForensicsConfig forensics) {
    String expected = forensics == null ? "" : forensics.expectAddress();
    return expected.isEmpty() || BitcoinAddress.script(expected) != null
        ? List.of()
        : List.of(
            ("forensics.expect_address: \"%s\" is no Bitcoin address, its checksum does not fit or"
                    + " it is another coin's: copy it anew, or leave it out")
                .formatted(expected));
  }
}
