package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKeyTest {

  private static AddressKey key(String address, int prefix) {
    return AddressKey.of(InetAddress.ofLiteral(address), prefix);
  }

  @Test
  void countsEachIpv4AddressAsOne() {
    assertThat(key("192.0.2.7", 64)).isEqualTo(key("192.0.2.7", 1));
    assertThat(key("192.0.2.7", 64)).isNotEqualTo(key("192.0.2.8", 64));
  }

  @Test
  void countsAnIpv6PrefixAsOne() {
    assertThat(key("2001:db8:0:1::5", 64)).isEqualTo(key("2001:db8:0:1:ffff::", 64));
    assertThat(key("2001:db8:0:1::5", 64)).isNotEqualTo(key("2001:db8:0:2::5", 64));
    assertThat(key("2001:db8:0:1::5", 128)).isNotEqualTo(key("2001:db8:0:1::6", 128));
    assertThat(key("8000::", 1)).isEqualTo(key("ffff::", 1)).isNotEqualTo(key("7fff::", 1));
  }

  @Test
  void takesMappedIpv4ForWhatItIs() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 255;
    mapped[12] = (byte) 192;
    mapped[14] = 2;
    mapped[15] = 7;
    assertThat(AddressKey.of(Inet6Address.getByAddress(null, mapped, -1), 64))
        .isEqualTo(key("192.0.2.7", 64))
        .hasToString("192.0.2.7");
  }

  @Test
  void ignoresTheScope() throws UnknownHostException {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
    assertThat(AddressKey.of(Inet6Address.getByAddress(null, linkLocal, 3), 64))
        .isEqualTo(key("fe80::1", 64));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 64, 192.0.2.7",
    "255.255.255.255, 64, 255.255.255.255",
    "2001:db8:0:1::5, 64, 2001:db8:0:1::/64",
    "2001:db8::1, 128, 2001:db8::1",
    "2001:0:0:1:0:0:0:1, 128, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 128, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 128, 2001:db8::1:0:0:1",
    "::, 128, ::",
    "::1, 128, ::1",
    "ff00::, 8, ff00::/8",
    "1:2:3:4:5:6:7:0, 128, 1:2:3:4:5:6:7:0",
    "1:2:3:4:5:6::, 128, 1:2:3:4:5:6::"
  })
  void isWrittenAsPeopleWriteItAndReadBack(String address, int prefix, String text) {
    assertThat(key(address, prefix)).hasToString(text);
    assertThat(AddressKey.parse(text)).isEqualTo(key(address, prefix));
  }

  @Test
  void readsAPrefixOfMappedIpv4() {
    assertThat(AddressKey.parse("::ffff:10.0.0.0/104")).hasToString("10.0.0.0/8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4/33",
        "::/129",
        "::/-1",
        "::/x",
        "1.2.3.4/",
        "/8"
      })
  void readsNothingElse(String text) {
    assertThat(AddressKey.parse(text)).isNull();
  }
}
