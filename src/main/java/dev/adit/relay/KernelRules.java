package dev.adit.relay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of nftables that relay datagrams, as text for `nft -f`: a table of their own, with
/// translation of addresses there and back, and counters of both ways.
///
/// Rules of translation see the first packet of a flow only, so the counters have chains of their
/// own: what goes to the target before its sender is changed, what comes from it as it comes.
///
/// @param name of the listener
/// @param bind where clients speak to; the address may be that of all
/// @param four the target's address for clients of IPv4; null: none
/// @param six the same for IPv6
/// @param port of the target
/// @param source what the target sees; null: the address of the way there
record KernelRules(
    String name,
    InetSocketAddress bind,
    @Nullable Inet4Address four,
    @Nullable Inet6Address six,
    int port,
    @Nullable InetAddress source) {

  /// A listener's name is letters, digits, `_` and `-`, the last of which a table's can't have.
  static String table(String listener) {
    return "adit_udp_" + listener.replace('-', '.');
  }

  /// Removes the table of a listener, whether it is there or not.
  static String removal(String listener) {
    String table = table(listener);
    return "add table inet %s\ndelete table inet %s\n".formatted(table, table);
  }

  boolean leadsSomewhere() {
    return four != null || six != null;
  }

  /// In place of a table that is there already, whoever made it; counts anew.
  String first() {
    return removal(name) + body();
  }

  /// In place of other rules of the same table; goes on counting.
  String change() {
    return "flush table inet %s\n".formatted(table(name)) + body();
  }

  private String body() {
    List<String> lines = new ArrayList<>();
    lines.add("table inet " + table(name) + " {");
    for (String counter : List.of("sent4", "received4", "sent6", "received6")) {
      lines.add("  counter " + counter + " { }");
    }
    chain(lines, "before", "nat hook prerouting priority dstnat", Part::intoTheDoor);
    chain(lines, "here", "nat hook output priority -100", Part::fromHere);
    chain(lines, "after", "nat hook postrouting priority srcnat", Part::outOfTheDoor);
    chain(lines, "out", "filter hook postrouting priority 90", Part::sent);
    chain(lines, "in", "filter hook prerouting priority 0", Part::received);
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private interface Rule {
    String of(Part part);
  }

  private void chain(List<String> lines, String chain, String hook, Rule rule) {
    lines.add("  chain " + chain + " {");
    lines.add("    type " + hook + "; policy accept;");
    parts().forEach(part -> lines.add("    " + rule.of(part)));
    lines.add("  }");
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (four != null) {
      parts.add(new Part("ip", "ipv4", "4", four.getHostAddress(), four.getHostAddress(), this));
    }
    if (six != null) {
      String text = six.getHostAddress();
      parts.add(new Part("ip6", "ipv6", "6", text, "[" + text + "]", this));
    }
    return parts;
  }

  /// Those of one kind of addresses.
  private record Part(
      String ip, String family, String suffix, String target, String quoted, KernelRules rules) {

    private String door() {
      InetAddress address = rules.bind.getAddress();
      String where =
          address.isAnyLocalAddress()
              ? "meta nfproto " + family + " fib daddr type local"
              : ip + " daddr " + address.getHostAddress();
      return where + " udp dport " + rules.bind.getPort();
    }

    private String intoTheDoor() {
      return "%s dnat %s to %s:%d".formatted(door(), ip, quoted, rules.port);
    }

    /// What speaks to its own loopback address could not be answered.
    private String fromHere() {
      String loopback = ip.equals("ip") ? "127.0.0.0/8" : "::1";
      return "%s daddr != %s %s".formatted(ip, loopback, intoTheDoor());
    }

    private String flow(String direction) {
      InetAddress address = rules.bind.getAddress();
      String spokenTo =
          address.isAnyLocalAddress()
              ? ""
              : "ct original %s daddr %s ".formatted(ip, address.getHostAddress());
      return "ct status dnat ct direction %s %sct original proto-dst %d"
          .formatted(direction, spokenTo, rules.bind.getPort());
    }

    private String there() {
      return "%s daddr %s udp dport %d %s".formatted(ip, target, rules.port, flow("original"));
    }

    private String outOfTheDoor() {
      InetAddress source = rules.source;
      boolean fits = source != null && (source instanceof Inet4Address) == ip.equals("ip");
      return there()
          + (fits && source != null
              ? " snat %s to %s".formatted(ip, source.getHostAddress())
              : " masquerade");
    }

    private String sent() {
      return there() + " counter name sent" + suffix;
    }

    private String received() {
      return "%s saddr %s udp sport %d %s counter name received%s"
          .formatted(ip, target, rules.port, flow("reply"), suffix);
    }
  }
}
