package dev.adit.host;

import dev.adit.config.HostPort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Hosts and needs to decide from.
final class Hosts {
  static final Map<String, String> DEBIAN =
      Map.ofEntries(
          Map.entry("fs.nr_open", "1048576"),
          Map.entry("net.core.default_qdisc", "fq_codel"),
          Map.entry("net.core.rmem_max", "212992"),
          Map.entry("net.core.wmem_max", "212992"),
          Map.entry("net.core.somaxconn", "4096"),
          Map.entry("net.ipv4.ip_local_port_range", "32768 60999"),
          Map.entry("net.ipv4.ip_local_reserved_ports", ""),
          Map.entry("net.ipv4.ip_unprivileged_port_start", "1024"),
          Map.entry("net.ipv4.tcp_congestion_control", "cubic"),
          Map.entry("net.ipv4.tcp_rmem", "4096 131072 6291456"),
          Map.entry("net.ipv4.tcp_wmem", "4096 16384 4194304"),
          Map.entry("net.ipv4.tcp_max_syn_backlog", "2048"),
          Map.entry("net.ipv4.tcp_keepalive_time", "7200"),
          Map.entry("net.ipv4.tcp_keepalive_intvl", "75"),
          Map.entry("net.ipv4.tcp_keepalive_probes", "9"),
          Map.entry("net.ipv4.tcp_slow_start_after_idle", "1"),
          Map.entry("net.ipv4.tcp_mtu_probing", "0"),
          Map.entry("net.ipv4.tcp_sack", "1"),
          Map.entry("net.ipv4.tcp_window_scaling", "1"));

  private Hosts() {}

  /// As Debian leaves it, with these settings instead.
  static HostFacts debian(Map<String, String> instead) {
    Map<String, String> sysctl = new HashMap<>(DEBIAN);
    sysctl.putAll(instead);
    return facts(sysctl, true, Path.of("/usr/sbin/nft"), List.of());
  }

  static HostFacts facts(
      Map<String, String> sysctl, boolean bbr, @Nullable Path nft, List<OtherFirewall> barriers) {
    return new HostFacts(
        "6.1.0-18-amd64",
        sysctl,
        bbr,
        bbr,
        nft,
        true,
        barriers,
        OptionalLong.of(65_536),
        false,
        Optional.of(true),
        OptionalLong.of(4L << 30));
  }

  static Needs needs(int... tcpPorts) {
    List<Needs.Door> doors =
        Arrays.stream(tcpPorts)
            .mapToObj(port -> door("farm" + port, "0.0.0.0", port, false))
            .toList();
    return new Needs(
        doors, new HostPort("127.0.0.1", 8080), 30_000, 8, false, null, null, null, List.of());
  }

  static Needs.Door door(String name, String host, int port, boolean udp) {
    return new Needs.Door(name, new HostPort(host, port), udp ? "udp" : "stratum+tcp");
  }
}
