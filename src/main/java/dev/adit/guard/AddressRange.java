package dev.adit.guard;

import java.net.Inet4Address;
import java.net.InetAddress;

/// `192.0.2.0/24`, `2001:db8::/32`, or one address with its full length. IPv4 addresses, mapped
/// ones too, are in ranges of IPv4 only, others in those of IPv6.
///
/// @param prefixLength of the family's 32 or 128 bits; what comes after them in the network's
///   address does not count
public record AddressRange(InetAddress network, int prefixLength) {

  public AddressRange {
    if (prefixLength < 0 || prefixLength > bits(network)) {
      throw new IllegalArgumentException(network + " has no prefix of " + prefixLength);
    }
  }

  AddressKey block() {
    AddressKey whole = AddressKey.of(network);
    return whole.within(prefixLength + AddressKey.BITS - bits(network));
  }

  private static int bits(InetAddress network) {
    return network instanceof Inet4Address ? Integer.SIZE : AddressKey.BITS;
  }
}
