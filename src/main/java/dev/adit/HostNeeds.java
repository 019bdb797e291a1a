package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.host.Needs;

/// What a configuration asks of the host, for the commands about it.
final class HostNeeds {
  private HostNeeds() {}

  static Needs of(AditConfig config) {
    return Needs.of(config, hasKernelUdp(config));
  }

  /// Whether a listener has its datagrams carried by the kernel. No configuration can say so yet;
  /// this is the one place to ask it when one can.
  @SuppressWarnings("unused")
  private static boolean hasKernelUdp(AditConfig config) {
    return false;
  }
}
