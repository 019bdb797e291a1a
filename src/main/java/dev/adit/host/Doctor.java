package dev.adit.host;

import dev.adit.host.Finding.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what on a host will hurt, and what helps. Decides from facts alone.
public final class Doctor {
  private static final int QUEUE = 16_384;
  private static final int LEAST_TRACKED = 131_072;
  private static final long MEGABYTE = 1 << 20;

  /// Java itself, with room for what it compiles.
  private static final long MEMORY_AT_REST = 256 * MEGABYTE;

  /// Both sockets' buffers in the kernel, and what we remember.
  private static final long MEMORY_PER_MINER = 32 << 10;

  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

  private final HostFacts facts;
  private final Needs needs;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(HostFacts facts, Needs needs) {
    this.facts = facts;
    this.needs = needs;
  }

  /// What is found.
  ///
  /// @param needs null where no configuration is known: then of none
  public static List<Finding> findings(HostFacts facts, @Nullable Needs needs) {
    return new Doctor(facts, needs == null ? Needs.none() : needs).examine();
  }

  private List<Finding> examine() {
    openFiles();
    queue("net.core.somaxconn", "connections waiting to be accepted");
    queue("net.ipv4.tcp_max_syn_backlog", "connections being opened");
    tracked();
    outgoing();
    control();
    lowPorts();
    barriers();
    clock();
    memory();
    kernel();
    findings.add(Finding.fine("java", Runtime.version().feature() + ", " + javaHome()));
    return findings;
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home", ""));
  }

  private void openFiles() {
    compare(
        "open files",
        facts.openFiles(),
        needs.openFiles(),
        found ->
            ("%d connections may need %d; beyond the limit nobody gets in, and the guard lets in"
                    + " fewer. In a container its own limit counts")
                .formatted(needs.miners() + (long) needs.outgoing(), needs.openFiles()),
        "adit install",
        "ulimit -n " + needs.openFiles());
  }

  private void queue(String key, String what) {
    compare(
        key,
        facts.number(key),
        QUEUE,
        _ -> "after a power cut all miners come at once; of " + what + " the kernel drops the rest",
        "sysctl -w " + key + "=" + QUEUE);
  }

  private void compare(
      String check, OptionalLong found, long least, LongFunction<String> why, String... cure) {
    if (found.isEmpty()) {
      findings.add(Finding.unknown(check));
    } else if (found.getAsLong() < least) {
      String value = Long.toString(found.getAsLong());
      findings.add(Finding.hurts(check, value, why.apply(found.getAsLong()), cure));
    } else {
      findings.add(Finding.fine(check, Long.toString(found.getAsLong())));
    }
  }

  private void tracked() {
    String check = "connection tracking";
    OptionalLong most = facts.number("net.netfilter.nf_conntrack_max");
    if (most.isEmpty()) {
      findings.add(Finding.fine(check, "off"));
      return;
    }
    long count = facts.number("net.netfilter.nf_conntrack_count").orElse(0);
    long wanted = Math.max(LEAST_TRACKED, 2L * (needs.miners() + (long) needs.outgoing()));
    String found = "%d of %d".formatted(count, most.getAsLong());
    String cure =
        "sysctl -w net.netfilter.nf_conntrack_max=" + Math.max(wanted, 2 * most.getAsLong());
    if (count * 4 > most.getAsLong() * 3) {
      findings.add(
          Finding.hurts(check, found, "the table is nearly full; then packets are dropped", cure));
    } else if (most.getAsLong() < wanted) {
      findings.add(
          Finding.hurts(
              check, found, "a full table drops packets; " + wanted + " are wanted", cure));
    } else {
      findings.add(Finding.fine(check, found));
    }
  }

  private void outgoing() {
    String check = "net.ipv4.ip_local_port_range";
    String[] range = facts.sysctl().getOrDefault(check, "").split(" ", -1);
    if (range.length != 2) {
      findings.add(Finding.unknown(check));
      return;
    }
    int room = Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
    String found = range[0] + " " + range[1];
    if (needs.outgoing() > room) {
      findings.add(
          Finding.hurts(
              check,
              found,
              "%d connections to one address need as many ports; these are %d. Reserve ports that other programs listen on (net.ipv4.ip_local_reserved_ports)"
                  .formatted(needs.outgoing(), room),
              "sysctl -w net.ipv4.ip_local_port_range='10240 65535'"));
    } else {
      findings.add(Finding.fine(check, found));
    }
  }

  private void control() {
    String check = "net.ipv4.tcp_congestion_control";
    String now = facts.sysctl().getOrDefault(check, "");
    if (now.isEmpty()) {
      findings.add(Finding.unknown(check));
    } else if (now.startsWith("bbr")) {
      findings.add(Finding.fine(check, now));
    } else if (facts.bbr()) {
      findings.add(
          Finding.hurts(
              check,
              now,
              "on a way that loses packets it slows down; bbr does not",
              "sysctl -w " + check + "=bbr"));
    } else {
      findings.add(
          Finding.hurts(
              check,
              now,
              "on a way that loses packets it slows down; this kernel has no bbr: a newer one, or"
                  + " the one of your distribution, has"));
    }
  }

  private void lowPorts() {
    long free = facts.number("net.ipv4.ip_unprivileged_port_start").orElse(1_024);
    if (needs.ownPorts().isEmpty() || needs.ownPorts().first() >= free) {
      return;
    }
    String ports = needs.ownPorts().headSet((int) free).toString();
    findings.add(
        facts.unitBindsLowPorts()
            ? Finding.fine("low ports", ports)
            : Finding.hurts(
                "low ports",
                ports,
                "only root may listen there, or a service with that right",
                "adit install"));
  }

  private void barriers() {
    for (OtherFirewall barrier : facts.barriers()) {
      List<String> commands = barrier.opening(needs.openPorts(false), needs.openPorts(true));
      findings.add(
          new Finding(
              "firewall",
              barrier.name(),
              Verdict.HURTS,
              "drops what is not opened in it, whatever the table of Adit accepts; where that is"
                  + " not done yet:",
              commands));
    }
    if (facts.barriers().isEmpty()) {
      findings.add(Finding.fine("firewall", "none that drops by default"));
    }
  }

  private void clock() {
    if (facts.clockSynchronised().isEmpty()) {
      findings.add(Finding.unknown("clock"));
    } else if (facts.clockSynchronised().get()) {
      findings.add(Finding.fine("clock", "synchronised"));
    } else {
      findings.add(
          Finding.hurts(
              "clock",
              "not synchronised",
              "certificates are refused and times are wrong",
              "timedatectl set-ntp true"));
    }
  }

  private void memory() {
    long wanted = MEMORY_AT_REST + needs.miners() * MEMORY_PER_MINER;
    OptionalLong found = facts.memoryBytes();
    if (found.isEmpty()) {
      findings.add(Finding.unknown("memory"));
      return;
    }
    String megabytes = found.getAsLong() / MEGABYTE + " MB";
    findings.add(
        found.getAsLong() < wanted
            ? Finding.hurts(
                "memory",
                megabytes,
                "%d miners may need %d MB: lower guard.max_miners, or add memory"
                    .formatted(needs.miners(), wanted / MEGABYTE))
            : Finding.fine("memory", megabytes));
  }

  private void kernel() {
    Matcher release = RELEASE.matcher(facts.kernel());
    if (!release.matches()) {
      findings.add(Finding.unknown("kernel"));
      return;
    }
    int number = Integer.parseInt(release.group(1)) * 1_000 + Integer.parseInt(release.group(2));
    findings.add(
        number < 5_010
            ? Finding.hurts("kernel", facts.kernel(), "is no longer mended by anyone: upgrade it")
            : Finding.fine("kernel", facts.kernel()));
  }
}
