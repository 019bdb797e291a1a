package dev.adit.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a listener that carries bytes or datagrams unread has, and one for miners has not.
///
/// @param to the targets, in order of preference
/// @param connectTimeout time to reach a target
/// @param health null: targets are not checked
/// @param source the address to dial from; empty: the system chooses
/// @param maxConnections at once; TCP
/// @param maxSessions at once, one for each address of a client; UDP
/// @param maxBytesPerSecond through the listener, both ways together; 0: as fast as it goes
/// @param drain how long what is open may go on when the listener is removed
public record RelayConfig(
    List<HostPort> to,
    Balance balance,
    Duration connectTimeout,
    @Nullable HealthConfig health,
    SendProxy sendProxy,
    String source,
    int maxConnections,
    int maxSessions,
    long maxBytesPerSecond,
    Duration drain,
    Via via) {

  public RelayConfig {
    to = List.copyOf(to);
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path, HostPort bind) {
    List<String> problems = new ArrayList<>();
    checkTargets(path + ".to", bind, problems);
    if (connectTimeout.isZero()) {
      problems.add(path + ".connect_timeout: \"0s\" leaves no time: write \"15s\"");
    }
    if (health != null) {
      problems.addAll(health.problems(path + ".health"));
    }
    checkSource(path + ".source", problems);
    checkAtLeastOne(path + ".max_connections", maxConnections, problems);
    checkAtLeastOne(path + ".max_sessions", maxSessions, problems);
    if (via == Via.KERNEL && to.size() > 1) {
      problems.add(
          "%s.to: %s are several targets, and the kernel knows one: name one, or via = \"user\""
              .formatted(path, Node.quoted(to.stream().map(HostPort::toString).toList())));
    }
    return problems;
  }

  private void checkTargets(String key, HostPort bind, List<String> problems) {
    if (to.isEmpty()) {
      problems.add(key + ": missing: add it, the target as \"host:port\"");
    }
    for (HostPort target : to) {
      if (target.host().isEmpty() || target.port() == 0) {
        problems.add(
            "%s: \"%s\" is no target: write a host and a port, such as \"pool.example.com:3333\""
                .formatted(key, target));
      } else if (target.equals(bind)) {
        problems.add(
            "%s: \"%s\" is where the listener itself listens: name another".formatted(key, target));
      }
    }
    if (to.stream().distinct().count() < to.size()) {
      problems.add(key + ": names a target twice: name each once");
    }
  }

  private void checkSource(String key, List<String> problems) {
    if (!source.isEmpty()) {
      try {
        InetAddress.ofLiteral(source);
      } catch (IllegalArgumentException none) {
        problems.add(
            "%s: %s is no address: write one of this machine, such as \"192.0.2.1\""
                .formatted(key, Node.quoted(source)));
      }
    }
  }

  private static void checkAtLeastOne(String key, int count, List<String> problems) {
    if (count < 1) {
      problems.add(key + ": " + count + " lets nobody in: write 1 or more");
    }
  }
}
