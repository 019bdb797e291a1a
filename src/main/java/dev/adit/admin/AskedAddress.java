package dev.adit.admin;

import dev.adit.config.Parsed;
import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.AddressKey;
import dev.adit.guard.AddressView;
import dev.adit.guard.Guard;
import java.net.InetAddress;

/// An address that somebody asks about: `192.0.2.7`, `2001:db8::1`, or as lists show what is
/// counted as one, `2001:db8::/64`.
final class AskedAddress {
  private AskedAddress() {}

  static Parsed<InetAddress> read(String text, Guard guard, long nowNanos) {
    AddressKey asked = AddressKey.parse(text);
    if (asked == null) {
      return new Bad<>("is no address: write one such as \"192.0.2.7\" or \"2001:db8::1\"");
    }
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    return slash < 0 || asked.equals(countedAs(address, guard, nowNanos))
        ? new Good<>(address)
        : new Bad<>("is not counted as one: write an address, or a network that is listed");
  }

  /// To take a larger network for one would ban or clean a part of it.
  private static AddressKey countedAs(InetAddress address, Guard guard, long nowNanos) {
    return guard
        .address(address, nowNanos)
        .map(AddressView::key)
        .orElseGet(() -> AddressKey.of(address, guard.settings().ipv6Prefix()));
  }
}
