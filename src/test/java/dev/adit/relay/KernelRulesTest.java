package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelRulesTest {
  private static final Inet4Address FOUR = (Inet4Address) InetAddress.ofLiteral("198.51.100.7");
  private static final Inet6Address SIX = (Inet6Address) InetAddress.ofLiteral("2001:db8::7");

  private static KernelRules rules(
      String bind, @Nullable Inet4Address four, @Nullable Inet6Address six, String source) {
    return new KernelRules(
        "wg-1",
        new InetSocketAddress(InetAddress.ofLiteral(bind), 51820),
        four,
        six,
        53,
        source.isEmpty() ? null : InetAddress.ofLiteral(source));
  }

  @Test
  void translatesBothWaysInATableOfItsOwnAndCounts() {
    assertThat(rules("0.0.0.0", FOUR, null, "").first())
        .isEqualTo(
            """
            add table inet adit_udp_wg.1
            delete table inet adit_udp_wg.1
            table inet adit_udp_wg.1 {
              counter sent4 { }
              counter received4 { }
              counter sent6 { }
              counter received6 { }
              chain before {
                type nat hook prerouting priority dstnat; policy accept;
                meta nfproto ipv4 fib daddr type local udp dport 51820 dnat ip to 198.51.100.7:53
              }
              chain here {
                type nat hook output priority -100; policy accept;
                ip daddr != 127.0.0.0/8 meta nfproto ipv4 fib daddr type local udp dport 51820 dnat ip to 198.51.100.7:53
              }
              chain after {
                type nat hook postrouting priority srcnat; policy accept;
                ip daddr 198.51.100.7 udp dport 53 ct status dnat ct direction original ct original proto-dst 51820 masquerade
              }
              chain out {
                type filter hook postrouting priority 90; policy accept;
                ip daddr 198.51.100.7 udp dport 53 ct status dnat ct direction original ct original proto-dst 51820 counter name sent4
              }
              chain in {
                type filter hook prerouting priority 0; policy accept;
                ip saddr 198.51.100.7 udp sport 53 ct status dnat ct direction reply ct original proto-dst 51820 counter name received4
              }
            }
            """);
  }

  @Test
  void leadsIpv6ToAnAddressOfItsOwn() {
    assertThat(rules("::", null, SIX, "").first())
        .contains("meta nfproto ipv6 fib daddr type local udp dport 51820 dnat ip6 to [2001:db8")
        .contains("counter name received6")
        .doesNotContain("ipv4")
        .doesNotContain("counter name sent4");
  }

  @Test
  void takesOnlyWhatIsSaidToTheAddressThatItIsBoundTo() {
    assertThat(rules("192.0.2.1", FOUR, null, "").first())
        .contains("    ip daddr 192.0.2.1 udp dport 51820 dnat ip to 198.51.100.7:53\n")
        .contains("ct original ip daddr 192.0.2.1 ct original proto-dst 51820 masquerade")
        .doesNotContain("fib");
  }

  @Test
  void dialsFromTheSourceThatIsAskedFor() {
    assertThat(rules("0.0.0.0", FOUR, SIX, "192.0.2.9").first())
        .contains("51820 snat ip to 192.0.2.9\n")
        .contains(
            "ip6 daddr 2001:db8:0:0:0:0:0:7 udp dport 53 ct status dnat ct direction original"
                + " ct original proto-dst 51820 masquerade\n");
  }

  @Test
  void goesOnCountingWhenItChanges() {
    assertThat(rules("0.0.0.0", FOUR, null, "").change())
        .startsWith("flush table inet adit_udp_wg.1\ntable inet adit_udp_wg.1 {\n")
        .doesNotContain("delete");
  }

  @Test
  void removesNothingButItsTable() {
    assertThat(KernelRules.removal("wg-1"))
        .isEqualTo("add table inet adit_udp_wg.1\ndelete table inet adit_udp_wg.1\n");
  }

  @Test
  void saysWhetherItLeadsAnywhere() {
    assertThat(rules("0.0.0.0", null, null, "").leadsSomewhere()).isFalse();
    assertThat(rules("0.0.0.0", FOUR, null, "").leadsSomewhere()).isTrue();
  }
}
