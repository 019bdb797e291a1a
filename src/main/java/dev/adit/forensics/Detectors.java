package dev.adit.forensics;

import dev.adit.config.ForensicsConfig;
import java.util.List;

/// Everything that looks for something wrong, live and in a journal.
public final class Detectors {
  private Detectors() {}

  /// New ones, which know nothing yet.
  ///
  /// @param book where they report
  static List<Witness.Source> all(ForensicsConfig config, AlertBook book) {
    return List.of();
  }
}
