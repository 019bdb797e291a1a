package dev.adit.host;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// A packet filter beside ours. What it drops stays dropped, whatever our table accepts, so its
/// owner has to open the ports in it.
public sealed interface OtherFirewall {

  /// How its owner knows it.
  String name();

  /// The commands that open the ports.
  List<String> opening(SortedSet<Integer> tcp, SortedSet<Integer> udp);

  /// Ubuntu's.
  record Ufw() implements OtherFirewall {
    @Override
    public String name() {
      return "ufw";
    }

    @Override
    public List<String> opening(SortedSet<Integer> tcp, SortedSet<Integer> udp) {
      List<String> commands = new ArrayList<>();
      tcp.forEach(port -> commands.add("ufw allow " + port + "/tcp"));
      udp.forEach(port -> commands.add("ufw allow " + port + "/udp"));
      return commands;
    }
  }

  /// That of Fedora and its relatives.
  record Firewalld() implements OtherFirewall {
    @Override
    public String name() {
      return "firewalld";
    }

    @Override
    public List<String> opening(SortedSet<Integer> tcp, SortedSet<Integer> udp) {
      List<String> commands = new ArrayList<>();
      tcp.forEach(port -> commands.add("firewall-cmd --permanent --add-port=" + port + "/tcp"));
      udp.forEach(port -> commands.add("firewall-cmd --permanent --add-port=" + port + "/udp"));
      commands.add("firewall-cmd --reload");
      return commands;
    }
  }

  /// A chain that drops what none of its rules accepts.
  ///
  /// @param chain as nft names it: family, table and chain, such as "inet filter input"
  record NftChain(String chain) implements OtherFirewall {
    @Override
    public String name() {
      return "the nftables chain \"" + chain + "\"";
    }

    @Override
    public List<String> opening(SortedSet<Integer> tcp, SortedSet<Integer> udp) {
      List<String> commands = new ArrayList<>();
      if (!tcp.isEmpty()) {
        commands.add("nft insert rule " + chain + " tcp dport '{ " + list(tcp) + " }' accept");
      }
      if (!udp.isEmpty()) {
        commands.add("nft insert rule " + chain + " udp dport '{ " + list(udp) + " }' accept");
      }
      return commands;
    }

    private static String list(SortedSet<Integer> ports) {
      return ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }
}
