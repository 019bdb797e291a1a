package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientKeyTest {

  private static ClientKey linkLocal(int zone) throws UnknownHostException {
    byte[] address = InetAddress.ofLiteral("fe80::1").getAddress();
    return ClientKey.of(
        new InetSocketAddress(Inet6Address.getByAddress(null, address, zone), 5000));
  }

  @Test
  @DisplayName("T42 the same link-local address in another zone is another client")
  void tellsZonesApart() throws UnknownHostException {
    assertThat(linkLocal(1)).isNotEqualTo(linkLocal(2)).isEqualTo(linkLocal(1));
  }
}
