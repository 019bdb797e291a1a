package dev.adit.config;

import java.util.Locale;

/// Under which names the pool sees the miners of one connection.
public enum WorkerNames {
  /// All under the pool's user.
  SINGLE,
  /// The wallet of the pool's user, then what follows the first dot of the miner's name.
  SUFFIX,
  /// As the miner calls itself.
  PASSTHROUGH;

  /// As written in a configuration file.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
