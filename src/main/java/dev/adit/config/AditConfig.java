package dev.adit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything a configuration file says. One that [ConfigLoader] has loaded has no problems.
///
/// @param forensics null where nothing is watched; there wherever a listener is a tap
public record AditConfig(
    AdminConfig admin,
    List<PoolConfig> pools,
    List<ListenerConfig> listeners,
    ReportConfig report,
    LogConfig log,
    GuardConfig guard,
    @Nullable ForensicsConfig forensics) {

  public AditConfig {
    pools = List.copyOf(pools);
    listeners = List.copyOf(listeners);
  }

  /// The pool of that name.
  public Optional<PoolConfig> pool(String name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /// The pools of a listener, in its order of preference.
  public List<PoolConfig> poolsOf(ListenerConfig listener) {
    return listener.pools().stream().flatMap(name -> pool(name).stream()).toList();
  }

  /// Every problem of the parts and between them, each as "key: value, what is wrong: cure".
  ///
  /// @param path what precedes every key; empty for a whole file
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>(admin.problems(path + "admin"));
    problems.addAll(log.problems(path + "log"));
    checkPools(path + "pool", problems);
    checkListeners(path + "listener", problems);
    problems.addAll(guard.problems(path + "guard"));
    if (forensics != null) {
      problems.addAll(forensics.problems(path + "forensics"));
      checkPoolNames(path + "forensics.reference_pools", forensics.referencePools(), problems);
    }
    return problems;
  }

  /// Whether any listener, or the comparing of jobs, makes use of a pool.
  boolean uses(PoolConfig pool) {
    return isReference(pool) || usedBy(pool).findAny().isPresent();
  }

  /// To a pool that is only tapped or compared with Adit has nobody to log in; one that nobody uses
  /// yet is meant for a proxy, if there is any.
  private boolean logsInAt(PoolConfig pool) {
    Stream<ListenerConfig> users = uses(pool) ? usedBy(pool) : listeners.stream();
    return listeners.isEmpty() || users.anyMatch(door -> door.mode() == Mode.PROXY);
  }

  private boolean isReference(PoolConfig pool) {
    return forensics != null && forensics.referencePools().contains(pool.name());
  }

  private Stream<ListenerConfig> usedBy(PoolConfig pool) {
    return listeners.stream().filter(door -> door.pools().contains(pool.name()));
  }

  private void checkPools(String kind, List<String> problems) {
    boolean relaysOnly =
        !listeners.isEmpty() && listeners.stream().allMatch(door -> door.relay() != null);
    if (pools.isEmpty() && !relaysOnly) {
      problems.add(kind + ": missing: add a [[pool]] with name, url and user");
    }
    List<String> names = pools.stream().map(PoolConfig::name).toList();
    List<String> paths = Names.paths(kind, names);
    for (int i = 0; i < pools.size(); i++) {
      problems.addAll(pools.get(i).problems(paths.get(i), logsInAt(pools.get(i))));
    }
    problems.addAll(Names.repeated(kind, names));
  }

  private void checkListeners(String kind, List<String> problems) {
    if (listeners.isEmpty()) {
      problems.add(kind + ": missing: add a [[listener]] with name, bind and mode");
    }
    List<String> names = listeners.stream().map(ListenerConfig::name).toList();
    List<String> paths = Names.paths(kind, names);
    for (int i = 0; i < listeners.size(); i++) {
      ListenerConfig listener = listeners.get(i);
      problems.addAll(listener.problems(paths.get(i)));
      checkPoolNames(paths.get(i) + ".pools", listener.pools(), problems);
      checkAlgorithm(paths.get(i) + ".pools", listener, problems);
      checkBind(paths, i, problems);
    }
    problems.addAll(Names.repeated(kind, names));
  }

  private void checkPoolNames(String key, List<String> names, List<String> problems) {
    List<String> known = pools.stream().map(PoolConfig::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            "%s: %s is the name of no [[pool]]: %s"
                .formatted(key, Node.quoted(name), Nearest.cure(name, known)));
      }
    }
  }

  private void checkAlgorithm(String key, ListenerConfig listener, List<String> problems) {
    if (poolsOf(listener).stream().map(PoolConfig::algorithm).distinct().count() > 1) {
      problems.add(
          "%s: %s ask for different algorithms: give each algorithm a listener of its own"
              .formatted(key, Node.quoted(listener.pools())));
    }
  }

  private void checkBind(List<String> paths, int index, List<String> problems) {
    ListenerConfig listener = listeners.get(index);
    HostPort bind = listener.bind();
    String cure = "choose another port";
    for (int i = 0; i < index; i++) {
      if (listener.collidesWith(listeners.get(i))) {
        problems.add(
            "%s.bind: \"%s\" is taken by %s.bind \"%s\": %s"
                .formatted(paths.get(index), bind, paths.get(i), listeners.get(i).bind(), cure));
      }
    }
    HostPort listen = admin.listen();
    if (listen != null && listener.mode() != Mode.UDP && bind.collidesWith(listen)) {
      problems.add(
          "%s.bind: \"%s\" is taken by admin.listen \"%s\": %s"
              .formatted(paths.get(index), bind, listen, cure));
    }
  }
}
