package dev.adit.guard;

import java.net.InetAddress;

/// What the operator's lists say of an address.
enum Listing {
  /// Never limited nor banned, whatever else is said.
  ALLOWED,
  DENIED,
  NEITHER;

  static Listing of(InetAddress address, GuardSettings settings) {
    if (!settings.enabled()) {
      return NEITHER;
    }
    if (settings.allow().contains(address)) {
      return ALLOWED;
    }
    return settings.deny().contains(address) ? DENIED : NEITHER;
  }
}
