package dev.adit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds out about a host. Changes nothing; what can't be found out is left empty.
public final class HostProbe {
  private static final List<String> KEYS =
      List.of(
          "fs.nr_open",
          "net.core.default_qdisc",
          "net.core.rmem_max",
          "net.core.wmem_max",
          "net.core.somaxconn",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.tcp_congestion_control",
          "net.ipv4.tcp_available_congestion_control",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem",
          "net.ipv4.tcp_max_syn_backlog",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_slow_start_after_idle",
          "net.ipv4.tcp_mtu_probing",
          "net.ipv4.tcp_sack",
          "net.ipv4.tcp_window_scaling",
          "net.netfilter.nf_conntrack_max",
          "net.netfilter.nf_conntrack_count",
          "net.netfilter.nf_conntrack_tcp_timeout_established");

  private static final int SYS_RESOURCE = 24;
  private static final Pattern BOUNDS = Pattern.compile("(?m)^CapBnd:\\s*([0-9a-f]{1,16})$");

  private final Path root;
  private final Commands commands;

  private HostProbe(Path root, Commands commands) {
    this.root = root;
    this.commands = commands;
  }

  /// What is found.
  ///
  /// @param root "/", or the directory tree of another system, of which less can be found
  public static HostFacts read(Path root, Commands commands) {
    return new HostProbe(root.toAbsolutePath().normalize(), commands).read();
  }

  private HostFacts read() {
    Map<String, String> sysctl = new HashMap<>();
    for (String key : KEYS) {
      setting(key).ifPresent(value -> sysctl.put(key, value));
    }
    String controls = sysctl.getOrDefault("net.ipv4.tcp_available_congestion_control", "");
    String modules = modules();
    boolean live = root.equals(Path.of("/"));
    return new HostFacts(
        setting("kernel.osrelease").orElse(""),
        sysctl,
        List.of(controls.split(" ", -1)).contains("bbr") || modules.contains("/tcp_bbr.ko"),
        sysctl.getOrDefault("net.core.default_qdisc", "").equals("fq")
            || modules.contains("/sch_fq.ko"),
        nft(),
        Files.isDirectory(at("/run/systemd/system")),
        live ? barriers() : List.of(),
        openFiles(),
        text(Places.UNIT.toString()).orElse("").contains("CAP_NET_BIND_SERVICE"),
        live ? clock() : Optional.empty(),
        memory());
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  private Optional<String> setting(String key) {
    try {
      return Optional.of(KernelFile.read(at("/proc/sys/" + key.replace('.', '/'))));
    } catch (IOException notHere) {
      return Optional.empty();
    }
  }

  private Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(at(path)));
    } catch (IOException notHere) {
      return Optional.empty();
    }
  }

  /// The names of the modules of every kernel that is installed.
  private String modules() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> kernels = Files.list(at("/lib/modules"))) {
      for (Path kernel : kernels.toList()) {
        text("/lib/modules/" + kernel.getFileName() + "/modules.dep").ifPresent(all::append);
        text("/lib/modules/" + kernel.getFileName() + "/modules.builtin").ifPresent(all::append);
      }
    } catch (IOException none) {
      return "";
    }
    return all.toString();
  }

  private @Nullable Path nft() {
    for (String path : List.of("/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft")) {
      if (Files.isExecutable(at(path))) {
        return Path.of(path);
      }
    }
    return null;
  }

  private List<OtherFirewall> barriers() {
    List<OtherFirewall> found = new ArrayList<>();
    if (text("/etc/ufw/ufw.conf").orElse("").contains("ENABLED=yes")) {
      found.add(new OtherFirewall.Ufw());
    }
    if (commands.run(List.of("systemctl", "is-active", "--quiet", "firewalld")).fine()) {
      found.add(new OtherFirewall.Firewalld());
    }
    Commands.Result chains = commands.run(List.of("nft", "-j", "list", "chains"));
    if (chains.fine() && found.isEmpty()) {
      found.addAll(dropping(chains.output()));
    }
    return found;
  }

  /// The chains for what comes in that drop by default.
  ///
  /// @param json as `nft -j list chains` prints it
  static List<OtherFirewall> dropping(String json) {
    List<OtherFirewall> found = new ArrayList<>();
    try {
      for (JsonNode entry : new JsonMapper().readTree(json).path("nftables")) {
        JsonNode chain = entry.path("chain");
        String name =
            "%s %s %s"
                .formatted(
                    chain.path("family").asString(""),
                    chain.path("table").asString(""),
                    chain.path("name").asString(""));
        if (chain.path("hook").asString("").equals("input")
            && chain.path("policy").asString("").equals("drop")) {
          found.add(new OtherFirewall.NftChain(name));
        }
      }
    } catch (JacksonException unreadable) {
      return List.of();
    }
    return found;
  }

  /// Of the unit where there is one, as far as systemd may go, else of this process.
  private OptionalLong openFiles() {
    OptionalLong unit = number("(?m)^LimitNOFILE=(\\d+)", text(Places.UNIT.toString()));
    if (unit.isEmpty()) {
      return number("(?m)^Max open files\\s+(\\d+)", text("/proc/self/limits"));
    }
    OptionalLong most = number("(?m)^Max open files\\s+\\d+\\s+(\\d+)", text("/proc/1/limits"));
    return most.isPresent() && !mayRaiseLimits()
        ? OptionalLong.of(Math.min(unit.getAsLong(), most.getAsLong()))
        : unit;
  }

  /// Whether the first process may go beyond its own limits; in most containers it may not.
  private boolean mayRaiseLimits() {
    Matcher bounds = BOUNDS.matcher(text("/proc/1/status").orElse(""));
    return !bounds.find()
        || (Long.parseUnsignedLong(bounds.group(1), 16) >>> SYS_RESOURCE & 1) == 1;
  }

  private OptionalLong memory() {
    OptionalLong kilobytes = number("(?m)^MemTotal:\\s+(\\d+) kB", text("/proc/meminfo"));
    return kilobytes.isPresent()
        ? OptionalLong.of(kilobytes.getAsLong() * 1_024)
        : OptionalLong.empty();
  }

  private static OptionalLong number(String pattern, Optional<String> text) {
    Matcher found = Pattern.compile(pattern).matcher(text.orElse(""));
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  private Optional<Boolean> clock() {
    Commands.Result systemd =
        commands.run(List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value"));
    String answer = systemd.output().strip();
    if (systemd.fine() && (answer.equals("yes") || answer.equals("no"))) {
      return Optional.of(answer.equals("yes"));
    }
    if (Files.exists(at("/run/systemd/timesync/synchronized"))) {
      return Optional.of(true);
    }
    Commands.Result chrony = commands.run(List.of("chronyc", "-n", "tracking"));
    return chrony.fine()
        ? Optional.of(chrony.output().matches("(?s).*Leap status\\s*:\\s*Normal.*"))
        : Optional.empty();
  }
}
