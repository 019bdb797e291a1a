package dev.adit.config;

import java.util.List;

/// What came of loading a configuration file.
public sealed interface LoadResult extends Importable {

  /// It can be used.
  ///
  /// @param format the format it is written in
  /// @param notices what its user should know: one line each, to be printed at start
  record Loaded(Format format, AditConfig config, List<String> notices) implements LoadResult {}

  /// It cannot. One line for each problem: key, value, cure.
  record Refused(List<String> problems) implements LoadResult {}
}
