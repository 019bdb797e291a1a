package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One door.
///
/// @param pools names of pools, in order of preference
/// @param shares of the work for each of them; none: all for the first that can serve
/// @param maxMiners miners connected at once; more are turned away
/// @param minersPerLane miners on one pool connection; more open another
/// @param idleTimeout a connection that stays silent for so long is closed; zero means never
/// @param tls null means plain TCP
/// @param localAuthorize whether `mining.authorize` is answered here, so that no miner's password
///   reaches the pool
/// @param strictBroadcast true refuses `mining.*` methods that Adit does not know with error 20;
///   false relays them
/// @param hotStandby whether a second pool is kept ready
/// @param keepWarm whether the last job is repeated while no pool is there
/// @param proxyProtocol whose PROXY header is believed
/// @param relay null where there is something to be read: for miners
/// @param tap null where what comes through is not carried and watched at once
public record ListenerConfig(
    String name,
    HostPort bind,
    Mode mode,
    List<String> pools,
    List<Double> shares,
    int maxMiners,
    int minersPerLane,
    Duration idleTimeout,
    @Nullable TlsConfig tls,
    VardiffConfig vardiff,
    boolean localAuthorize,
    boolean strictBroadcast,
    boolean hotStandby,
    boolean keepWarm,
    KeepaliveConfig keepalive,
    List<Network> proxyProtocol,
    @Nullable RelayConfig relay,
    @Nullable TapConfig tap) {

  public ListenerConfig {
    pools = List.copyOf(pools);
    shares = List.copyOf(shares);
    proxyProtocol = List.copyOf(proxyProtocol);
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    Names.check(path, name, problems);
    if (relay == null) {
      checkPools(path, problems);
    } else {
      problems.addAll(relay.problems(path, bind));
    }
    if (tap != null) {
      problems.addAll(tap.problems(path));
    }
    checkAtLeastOne(path + ".max_miners", maxMiners, problems);
    checkAtLeastOne(path + ".miners_per_lane", minersPerLane, problems);
    if (tls != null) {
      problems.addAll(tls.problems(path + ".tls"));
    }
    problems.addAll(vardiff.problems(path + ".vardiff"));
    problems.addAll(keepalive.problems(path));
    return problems;
  }

  /// Whether both want the same door.
  boolean collidesWith(ListenerConfig other) {
    return (mode == Mode.UDP) == (other.mode == Mode.UDP) && bind.collidesWith(other.bind);
  }

  private void checkPools(String path, List<String> problems) {
    if (pools.isEmpty()) {
      problems.add(
          path + ".pools: names no pool: write the name of a [[pool]], such as [\"main\"]");
    }
    if (pools.stream().distinct().count() < pools.size()) {
      problems.add(
          "%s.pools: %s names a pool twice: name each once".formatted(path, Node.quoted(pools)));
    }
    if (tap != null && !shares.isEmpty()) {
      problems.add(
          "%s.pools: a share means nothing where mode = \"%s\": write the names alone, %s"
              .formatted(path, mode, Node.quoted(pools)));
    }
  }

  private static void checkAtLeastOne(String key, int count, List<String> problems) {
    if (count < 1) {
      problems.add(key + ": " + count + " lets no miner in: write 1 or more");
    }
  }
}
