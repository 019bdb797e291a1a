package dev.adit.config;

import java.util.List;

/// What came of reading a file to have it as native TOML.
public sealed interface Importable permits LoadResult, Importable.GuardOnly {

  /// A node's configuration, which has a guard, but no pool to mine for: nothing to run.
  ///
  /// @param notices what its user should know: one line each
  record GuardOnly(GuardConfig guard, List<String> notices) implements Importable {}
}
