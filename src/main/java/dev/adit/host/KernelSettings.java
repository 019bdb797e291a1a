package dev.adit.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The kernel settings for many long connections that say little. A size or a limit that the host
/// has set higher stays; so does a waiting time that it has set shorter.
final class KernelSettings {
  private static final String CONTROL = "net.ipv4.tcp_congestion_control";
  private static final String RESERVED = "net.ipv4.ip_local_reserved_ports";
  private static final List<Wish> WISHES =
      List.of(
          new Wish("net.core.rmem_max", Rule.AT_LEAST, "16777216"),
          new Wish("net.core.wmem_max", Rule.AT_LEAST, "16777216"),
          new Wish("net.ipv4.tcp_rmem", Rule.AT_LEAST, "4096 131072 16777216"),
          new Wish("net.ipv4.tcp_wmem", Rule.AT_LEAST, "4096 131072 16777216"),
          new Wish("net.core.somaxconn", Rule.AT_LEAST, "16384"),
          new Wish("net.ipv4.tcp_max_syn_backlog", Rule.AT_LEAST, "16384"),
          new Wish("net.ipv4.tcp_keepalive_time", Rule.AT_MOST, "45"),
          new Wish("net.ipv4.tcp_keepalive_intvl", Rule.AT_MOST, "10"),
          new Wish("net.ipv4.tcp_keepalive_probes", Rule.AT_MOST, "3"),
          new Wish("net.ipv4.tcp_slow_start_after_idle", Rule.EXACTLY, "0"),
          new Wish("net.ipv4.tcp_mtu_probing", Rule.AT_LEAST, "1"),
          new Wish("net.ipv4.tcp_sack", Rule.EXACTLY, "1"),
          new Wish("net.ipv4.tcp_window_scaling", Rule.EXACTLY, "1"),
          new Wish("net.netfilter.nf_conntrack_max", Rule.AT_LEAST, "131072"),
          new Wish("net.netfilter.nf_conntrack_tcp_timeout_established", Rule.EXACTLY, "86400"));

  private KernelSettings() {}

  private enum Rule {
    AT_LEAST,
    AT_MOST,
    EXACTLY
  }

  private record Wish(String key, Rule rule, String value) {}

  /// What comes of one.
  ///
  /// @param value null where it is left as it is
  /// @param note why, or why this value; null where nothing is to be said
  /// @param ifThere whether the kernel may lack it, now or when it boots
  record Choice(String key, @Nullable String value, @Nullable String note, boolean ifThere) {

    private String lines() {
      String comment = note == null ? "" : "# " + key + ": " + note + "\n";
      return value == null ? comment : comment + (ifThere ? "-" : "") + key + " = " + value + "\n";
    }
  }

  static List<Choice> choose(HostFacts facts, Needs needs) {
    List<Choice> choices = new ArrayList<>();
    choices.add(control(facts));
    choices.add(
        facts.fq()
            ? new Choice("net.core.default_qdisc", "fq", null, false)
            : new Choice("net.core.default_qdisc", null, "no fq found in the kernel", false));
    WISHES.forEach(wish -> choices.add(choose(wish, facts.sysctl().get(wish.key()))));
    reserved(facts, needs).ifPresent(choices::add);
    if (needs.kernelUdp()) {
      choices.add(new Choice("net.ipv4.ip_forward", "1", "for datagrams via the kernel", false));
    }
    return choices;
  }

  /// The file for /etc/sysctl.d.
  static String file(List<Choice> choices) {
    StringBuilder text =
        new StringBuilder("# Made by `adit install`, removed by `adit uninstall`.\n");
    choices.forEach(choice -> text.append(choice.lines()));
    return text.toString();
  }

  private static Choice control(HostFacts facts) {
    String now = facts.sysctl().getOrDefault(CONTROL, "");
    if (now.startsWith("bbr") && !now.equals("bbr")) {
      return new Choice(CONTROL, null, now + " on this host, kept", false);
    }
    return facts.bbr()
        ? new Choice(CONTROL, "bbr", null, false)
        : new Choice(CONTROL, null, "no bbr found in the kernel", false);
  }

  private static Choice choose(Wish wish, @Nullable String now) {
    boolean ifThere = now == null || wish.key().startsWith("net.netfilter.");
    if (now == null || wish.rule() == Rule.EXACTLY || now.equals(wish.value())) {
      return new Choice(wish.key(), wish.value(), null, ifThere);
    }
    String better = better(wish, now);
    if (better.equals(now) && !now.contains(" ")) {
      return new Choice(wish.key(), null, now + " on this host, kept", ifThere);
    }
    boolean mixed = !better.equals(wish.value());
    String note = mixed ? "higher on this host than " + wish.value() + ", kept" : null;
    return new Choice(wish.key(), better, note, ifThere);
  }

  /// Number by number, the higher or the lower one.
  private static String better(Wish wish, String now) {
    String[] ours = wish.value().split(" ", -1);
    String[] theirs = now.split(" ", -1);
    if (ours.length != theirs.length) {
      return wish.value();
    }
    List<String> both = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      long our = Long.parseLong(ours[i]);
      long their = Long.parseLong(theirs[i]);
      both.add(
          Long.toString(
              wish.rule() == Rule.AT_LEAST ? Math.max(our, their) : Math.min(our, their)));
    }
    return String.join(" ", both);
  }

  /// Ports of ours that the kernel could give to an outgoing connection of any program, so that we
  /// could not listen there after a restart.
  private static Optional<Choice> reserved(HostFacts facts, Needs needs) {
    String[] range = facts.sysctl().getOrDefault("net.ipv4.ip_local_port_range", "").split(" ", -1);
    if (range.length != 2) {
      return Optional.empty();
    }
    SortedSet<Integer> ports =
        new TreeSet<>(
            needs.ownPorts().subSet(Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1));
    String now = facts.sysctl().getOrDefault(RESERVED, "");
    ports.removeIf(port -> covers(now, port));
    List<String> all = new ArrayList<>(now.isEmpty() ? List.of() : List.of(now));
    ports.forEach(port -> all.add(Integer.toString(port)));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Choice(RESERVED, String.join(",", all), "not for outgoing connections", false));
  }

  private static boolean covers(String list, int port) {
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", -1);
      if (!part.isEmpty()
          && Integer.parseInt(ends[0]) <= port
          && port <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }
}
