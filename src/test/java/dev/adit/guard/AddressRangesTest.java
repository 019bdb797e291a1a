package dev.adit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangesTest {

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.0.0.1, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.6/31, 192.0.2.7, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 203.0.113.9, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
    "2001:db8::/65, 2001:db8::8000:0:0:1, false",
    "::ffff:10.0.0.0/104, 10.9.9.9, true",
    "10.0.0.0/8, ::ffff:10.9.9.9, true"
  })
  void holdTheAddressesOfTheirPrefixes(String range, String address, boolean inside) {
    assertThat(Terms.ranges(range).contains(ip(address))).isEqualTo(inside);
  }

  @Test
  void holdNobodyWhenThereAreNone() {
    assertThat(AddressRanges.NONE.contains(ip("192.0.2.7"))).isFalse();
  }

  @Test
  void agreeWithALookAtEachOfThousandsOfRanges() {
    Random random = new Random(4);
    List<AddressRange> ranges =
        Stream.generate(() -> new AddressRange(some(random), 14 + random.nextInt(19)))
            .limit(2000)
            .toList();
    AddressRanges quick = AddressRanges.of(ranges);
    for (int i = 0; i < 2000; i++) {
      InetAddress address = some(random);
      assertThat(quick.contains(address))
          .as("%s", address)
          .isEqualTo(
              ranges.stream().anyMatch(range -> range.block().covers(AddressKey.of(address))));
    }
  }

  private static InetAddress some(Random random) {
    return ip(
        "10.%d.%d.%d".formatted(random.nextInt(64), random.nextInt(256), random.nextInt(256)));
  }

  @Test
  void aRangeHasNoLongerPrefixThanItsFamily() {
    assertThatThrownBy(() -> new AddressRange(ip("10.0.0.0"), 33))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPrefixIsCoveredByOneRangeThatHoldsAllOfIt() {
    AddressKey prefix = AddressKey.of(ip("2001:db8:0:1::9"), 64);
    assertThat(Terms.ranges("2001:db8::/48").covers(prefix)).isTrue();
    assertThat(Terms.ranges("2001:db8:0:1::9").covers(prefix)).isFalse();
  }
}
