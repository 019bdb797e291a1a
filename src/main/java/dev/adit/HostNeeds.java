package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.config.ListenerConfig;
import dev.adit.config.Via;
import dev.adit.host.Needs;

/// What a configuration asks of the host, for the commands about it.
final class HostNeeds {
  private HostNeeds() {}

  static Needs of(AditConfig config) {
    return Needs.of(config, hasKernelUdp(config));
  }

  /// Whether a listener has its datagrams carried by the kernel.
  private static boolean hasKernelUdp(AditConfig config) {
    return config.listeners().stream()
        .map(ListenerConfig::relay)
        .anyMatch(relay -> relay != null && relay.via() == Via.KERNEL);
  }
}
