package dev.adit.relay;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// Who a client of UDP is. The zone is named beside the address because Java takes `fe80::1%eth0`
/// and `fe80::1%eth1` for the same, which they are not.
///
/// @param zone of a link-local address; else 0
record ClientKey(InetSocketAddress address, int zone) {

  static ClientKey of(InetSocketAddress address) {
    int zone = address.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
    return new ClientKey(address, zone);
  }
}
