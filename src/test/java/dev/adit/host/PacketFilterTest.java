package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PacketFilterTest {

  @Test
  void opensTheListenersAndDropsWhatBelongsToNoConnection() {
    Needs needs =
        new Needs(
            List.of(
                Hosts.door("a", "0.0.0.0", 3333, false),
                Hosts.door("b", "", 443, false),
                Hosts.door("c", "192.0.2.1", 5000, true),
                Hosts.door("inside", "127.0.0.1", 4444, false),
                Hosts.door("any", "", 0, false)),
            null,
            1,
            1,
            false,
            null,
            null,
            null,
            List.of());
    assertThat(PacketFilter.table(needs))
        .endsWith(
            """
            table inet adit
            delete table inet adit

            table inet adit {
            	chain input {
            		type filter hook input priority filter - 5; policy accept;
            		ct state invalid counter drop
            		tcp dport { 443, 3333 } accept
            		udp dport { 5000 } accept
            	}

            	chain output {
            		type filter hook output priority filter - 5; policy accept;
            		ct state invalid counter drop
            	}

            	chain forward {
            		type filter hook forward priority filter - 5; policy accept;
            		ct state invalid counter drop
            	}
            }
            """);
  }

  @Test
  void isLoadedBeforeAditAndAgainWithTheHostsOwn() {
    assertThat(PacketFilter.unit(Path.of("/usr/sbin/nft")))
        .contains(
            "Before=network-pre.target adit.service\n",
            "After=nftables.service\nPartOf=nftables.service\n",
            "ExecStart=/usr/sbin/nft -f /etc/adit/adit.nft\n",
            "ExecStop=-/usr/sbin/nft delete table inet adit\n");
  }

  @Test
  void findsChainsThatDropWhatComesIn() {
    String json =
        """
        {"nftables": [{"metainfo": {"version": "1.0.6"}},
         {"chain": {"family": "inet", "table": "filter", "name": "input", "handle": 1,
                    "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
         {"chain": {"family": "inet", "table": "filter", "name": "forward", "handle": 2,
                    "type": "filter", "hook": "forward", "prio": 0, "policy": "drop"}},
         {"chain": {"family": "inet", "table": "adit", "name": "input", "handle": 1,
                    "type": "filter", "hook": "input", "prio": -5, "policy": "accept"}},
         {"chain": {"family": "inet", "table": "filter", "name": "mine", "handle": 3}}]}
        """;
    assertThat(HostProbe.dropping(json))
        .containsExactly(new OtherFirewall.NftChain("inet filter input"));
    assertThat(HostProbe.dropping("Error: syntax")).isEmpty();
  }

  @Test
  void namesTheCommandThatOpensAPortElsewhere() {
    SortedSet<Integer> tcp = new TreeSet<>(List.of(3333, 3334));
    SortedSet<Integer> udp = new TreeSet<>(List.of(5000));
    assertThat(new OtherFirewall.NftChain("inet filter input").opening(tcp, udp))
        .containsExactly(
            "nft insert rule inet filter input tcp dport '{ 3333, 3334 }' accept",
            "nft insert rule inet filter input udp dport '{ 5000 }' accept");
    assertThat(new OtherFirewall.Ufw().opening(tcp, udp))
        .containsExactly("ufw allow 3333/tcp", "ufw allow 3334/tcp", "ufw allow 5000/udp");
    assertThat(new OtherFirewall.Firewalld().opening(tcp, udp))
        .startsWith("firewall-cmd --permanent --add-port=3333/tcp")
        .endsWith("firewall-cmd --reload");
  }
}
