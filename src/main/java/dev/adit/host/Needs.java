package dev.adit.host;

import dev.adit.config.AditConfig;
import dev.adit.config.GuardConfig;
import dev.adit.config.HostPort;
import dev.adit.config.ListenerConfig;
import dev.adit.config.Mode;
import dev.adit.config.RelayConfig;
import dev.adit.config.Via;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a configuration asks of the host.
///
/// @param admin null where it is off
/// @param miners connected at once, at most
/// @param outgoing connections to pools and targets at once, at most
/// @param kernelUdp whether datagrams are carried by the kernel, which takes the right to change
///   its rules
/// @param guardFile where bans are written; null means nowhere
/// @param forensics directory of what was heard; null means that nobody listens
/// @param logFile where the log goes besides the journal; null means nowhere
/// @param pems certificates and keys
public record Needs(
    List<Door> doors,
    @Nullable HostPort admin,
    int miners,
    int outgoing,
    boolean kernelUdp,
    @Nullable Path guardFile,
    @Nullable Path forensics,
    @Nullable Path logFile,
    List<Path> pems) {
  private static final int LEAST_FILES = 65_536;

  /// Pools, logs, jars, the admin port.
  private static final int FILES_OF_OURS = 1_000;

  public Needs {
    doors = List.copyOf(doors);
    pems = List.copyOf(pems);
  }

  /// A listener, as the host sees it.
  ///
  /// @param scheme of the addresses that it is reached by
  public record Door(String name, HostPort bind, String scheme) {
    boolean udp() {
      return scheme.equals("udp");
    }
  }

  /// What that configuration needs.
  ///
  /// @param kernelUdp whether one of its listeners has its datagrams carried by the kernel
  public static Needs of(AditConfig config, boolean kernelUdp) {
    List<ListenerConfig> listeners = config.listeners();
    return new Needs(
        listeners.stream().map(Needs::door).toList(),
        config.admin().listen(),
        miners(config),
        outgoing(config),
        kernelUdp,
        config.guard().file(),
        config.forensics() == null ? null : config.forensics().directory(),
        config.log().file(),
        listeners.stream()
            .flatMap(listener -> Optional.ofNullable(listener.tls()).stream())
            .flatMap(tls -> List.of(tls.certFile(), tls.keyFile()).stream())
            .distinct()
            .toList());
  }

  /// Of a host that nothing is known of.
  static Needs none() {
    return new Needs(List.of(), null, 0, 0, false, null, null, null, List.of());
  }

  /// The same, but what it writes is elsewhere.
  Needs writing(@Nullable Path bans, @Nullable Path heard, @Nullable Path log) {
    return new Needs(doors, admin, miners, outgoing, kernelUdp, bans, heard, log, pems);
  }

  private static Door door(ListenerConfig listener) {
    String scheme =
        switch (listener.mode()) {
          case UDP -> "udp";
          case TCP -> "tcp";
          case PROXY, TAP -> listener.tls() == null ? "stratum+tcp" : "stratum+ssl";
        };
    return new Door(listener.name(), listener.bind(), scheme);
  }

  private static int miners(AditConfig config) {
    long all = config.listeners().stream().mapToLong(Needs::incoming).sum();
    GuardConfig guard = config.guard();
    long most = guard.enabled() && guard.maxMiners() > 0 ? guard.maxMiners() : all;
    return (int) Math.min(Integer.MAX_VALUE, Math.min(all, most));
  }

  /// Sockets by which clients are in. Datagrams of all of them come in by one.
  private static int incoming(ListenerConfig listener) {
    RelayConfig relay = listener.relay();
    if (listener.mode() == Mode.UDP) {
      return 0;
    }
    return relay == null ? listener.maxMiners() : relay.maxConnections();
  }

  private static int outgoing(AditConfig config) {
    long carried = 0;
    long sessions = 0;
    long lanes = 0;
    for (ListenerConfig listener : config.listeners()) {
      if (listener.mode() == Mode.PROXY) {
        lanes += Math.ceilDiv(listener.maxMiners(), listener.minersPerLane());
      } else {
        carried += incoming(listener);
      }
      RelayConfig relay = listener.relay();
      if (listener.mode() == Mode.UDP && relay != null && relay.via() == Via.USER) {
        sessions += relay.maxSessions();
      }
    }
    int most = config.guard().maxMiners();
    long udp = most == 0 ? sessions : Math.min(sessions, most / 2);
    long toTargets = Math.min(carried, miners(config)) + udp;
    return (int) Math.min(Integer.MAX_VALUE, lanes + toTargets);
  }

  /// The ports that other machines shall reach, of one protocol.
  SortedSet<Integer> openPorts(boolean udp) {
    SortedSet<Integer> ports = new TreeSet<>();
    doors.stream()
        .filter(door -> door.udp() == udp && !door.bind().isLoopback() && door.bind().port() > 0)
        .forEach(door -> ports.add(door.bind().port()));
    return ports;
  }

  /// Every fixed port that Adit listens on.
  SortedSet<Integer> ownPorts() {
    SortedSet<Integer> ports = new TreeSet<>();
    doors.forEach(door -> ports.add(door.bind().port()));
    if (admin != null) {
      ports.add(admin.port());
    }
    ports.remove(0);
    return ports;
  }

  /// Ports below 1024 are not for everyone.
  boolean lowPorts() {
    return !ownPorts().headSet(1_024).isEmpty();
  }

  /// How many files, sockets among them, Adit may have to open at once.
  long openFiles() {
    long wanted = FILES_OF_OURS + (miners + (long) outgoing) * 11 / 10;
    return Math.max(LEAST_FILES, Math.ceilDiv(wanted, 1_024L) * 1_024);
  }
}
