package dev.adit.guard;

import java.net.InetAddress;

/// Somebody at the door.
record Arrival(
    InetAddress from,
    AddressKey key,
    Listing listing,
    Door door,
    Connection connection,
    GuardSettings settings,
    long nowNanos) {

  static Arrival of(
      InetAddress from, Door door, Connection connection, GuardSettings settings, long nowNanos) {
    return new Arrival(
        from,
        AddressKey.of(from, settings.ipv6Prefix()),
        Listing.of(from, settings),
        door,
        connection,
        settings,
        nowNanos);
  }
}
