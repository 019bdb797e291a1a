package dev.adit.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// What a measurement stands on.
///
/// @param path how the table names it
/// @param pid of the proxy under test, where it is one and its process is known
record BenchGround(
    String path, InetSocketAddress target, OptionalLong pid, SimPool pool, BenchSettings settings) {

  BenchHerd herd(int count, BenchLoad load) {
    return new BenchHerd(target, settings.user, count, load);
  }

  BenchRow row() {
    return BenchRow.of(path);
  }

  /// What the proxy has used so far; zeros where it is not known.
  ProcessUsage usage() throws IOException {
    return pid.isPresent() ? ProcessUsage.of(pid.getAsLong()) : new ProcessUsage(0, 0);
  }
}
