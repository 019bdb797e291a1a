package dev.adit.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// `192.0.2.0/24`, `2001:db8::/32`, or one address with its full length.
///
/// @param prefixLength of the family's 32 or 128 bits; what comes after them in the network's
///   address does not count
public record AddressRange(InetAddress network, int prefixLength) {

  public AddressRange {
    if (prefixLength < 0 || prefixLength > bits(network)) {
      throw new IllegalArgumentException(network + " has no prefix of " + prefixLength);
    }
  }

  /// An address is the range that holds it alone. Null for what is neither that nor a range.
  public static @Nullable AddressRange parse(String text) {
    AddressKey block = AddressKey.parse(text);
    if (block == null) {
      return null;
    }
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return new AddressRange(network, block.length() - (AddressKey.BITS - bits(network)));
  }

  /// IPv4 addresses, mapped ones too, are in ranges of IPv4 only, others in those of IPv6.
  public boolean contains(InetAddress address) {
    return block().covers(AddressKey.of(address));
  }

  AddressKey block() {
    AddressKey whole = AddressKey.of(network);
    return whole.within(prefixLength + AddressKey.BITS - bits(network));
  }

  private static int bits(InetAddress network) {
    return network instanceof Inet4Address ? Integer.SIZE : AddressKey.BITS;
  }
}
