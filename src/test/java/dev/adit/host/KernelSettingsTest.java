package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelSettingsTest {
  private static final Needs FARM = Hosts.needs(3333);

  private static String file(Map<String, String> instead) {
    return KernelSettings.file(KernelSettings.choose(Hosts.debian(instead), FARM));
  }

  @Test
  void setsWhatManyLongConnectionsWant() {
    assertThat(file(Map.of()))
        .isEqualTo(
            """
            # Made by `adit install`, removed by `adit uninstall`.
            net.ipv4.tcp_congestion_control = bbr
            net.core.default_qdisc = fq
            net.core.rmem_max = 16777216
            net.core.wmem_max = 16777216
            net.ipv4.tcp_rmem = 4096 131072 16777216
            net.ipv4.tcp_wmem = 4096 131072 16777216
            net.core.somaxconn = 16384
            net.ipv4.tcp_max_syn_backlog = 16384
            net.ipv4.tcp_keepalive_time = 45
            net.ipv4.tcp_keepalive_intvl = 10
            net.ipv4.tcp_keepalive_probes = 3
            net.ipv4.tcp_slow_start_after_idle = 0
            net.ipv4.tcp_mtu_probing = 1
            net.ipv4.tcp_sack = 1
            net.ipv4.tcp_window_scaling = 1
            -net.netfilter.nf_conntrack_max = 131072
            -net.netfilter.nf_conntrack_tcp_timeout_established = 86400
            """);
  }

  @Test
  void neverLowersWhatTheHostHasHigher() {
    String file =
        file(
            Map.of(
                "net.core.somaxconn", "65535",
                "net.ipv4.tcp_rmem", "8192 87380 33554432",
                "net.ipv4.tcp_mtu_probing", "2"));
    assertThat(file)
        .contains(
            "# net.core.somaxconn: 65535 on this host, kept\n",
            "# net.ipv4.tcp_rmem: higher on this host than 4096 131072 16777216, kept\n",
            "\nnet.ipv4.tcp_rmem = 8192 131072 33554432\n",
            "# net.ipv4.tcp_mtu_probing: 2 on this host, kept\n")
        .doesNotContain("net.core.somaxconn =", "tcp_mtu_probing =");
  }

  @Test
  void neverLengthensAShorterWait() {
    assertThat(file(Map.of("net.ipv4.tcp_keepalive_time", "30")))
        .contains("# net.ipv4.tcp_keepalive_time: 30 on this host, kept\n")
        .doesNotContain("net.ipv4.tcp_keepalive_time =");
  }

  @Test
  void saysTheSameOnceItIsInForce() {
    Map<String, String> odd =
        Map.of(
            "net.ipv4.tcp_rmem", "8192 87380 33554432",
            "net.core.somaxconn", "65535",
            "net.ipv4.ip_local_port_range", "2048 60999",
            "net.ipv4.ip_local_reserved_ports", "2222");
    HostFacts before = Hosts.debian(odd);
    Map<String, String> after = new HashMap<>(before.sysctl());
    KernelSettings.choose(before, FARM)
        .forEach(
            choice -> {
              if (choice.value() != null) {
                after.put(choice.key(), choice.value());
              }
            });
    assertThat(file(after)).isEqualTo(file(odd));
  }

  @Test
  void namesWhatTheKernelLacks() {
    HostFacts plain = Hosts.facts(Hosts.DEBIAN, false, null, List.of());
    assertThat(KernelSettings.file(KernelSettings.choose(plain, FARM)))
        .contains(
            "# net.ipv4.tcp_congestion_control: no bbr found in the kernel\n",
            "# net.core.default_qdisc: no fq found in the kernel\n")
        .doesNotContain("congestion_control =", "qdisc =");
  }

  @Test
  void reservesOwnPortsThatAnOutgoingConnectionCouldTake() {
    Map<String, String> range =
        Map.of(
            "net.ipv4.ip_local_port_range", "3000 60999",
            "net.ipv4.ip_local_reserved_ports", "5000-5010,8000-9000");
    assertThat(file(range))
        .contains("\nnet.ipv4.ip_local_reserved_ports = 5000-5010,8000-9000,3333\n");
    assertThat(file(Map.of())).doesNotContain("ip_local_port_range", "reserved");
  }

  @Test
  void forwardsForTheKernelAlone() {
    Needs relay = new Needs(FARM.doors(), null, 10, 10, true, null, null, null, List.of());
    HostFacts host = Hosts.debian(Map.of());
    assertThat(KernelSettings.file(KernelSettings.choose(host, relay)))
        .contains("net.ipv4.ip_forward = 1\n");
    assertThat(file(Map.of())).doesNotContain("ip_forward", "rp_filter");
  }
}
