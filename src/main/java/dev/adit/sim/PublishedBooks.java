package dev.adit.sim;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a simulated pool publishes of its users, in ckpool's form. A user is what comes before the
/// first `.` or `_` of a worker's name. Owned by the pool's event loop.
final class PublishedBooks {
  private final double hashesPerDifficulty;
  private final InstantSource clock;
  private final Map<String, User> users = new TreeMap<>();

  private static final class User {
    private final PublishedWork all = new PublishedWork();
    private final Map<String, PublishedWork> workers = new TreeMap<>();
  }

  PublishedBooks(SimPoolSettings settings) {
    this.hashesPerDifficulty = settings.algorithm.hashesPerDifficulty();
    this.clock = settings.clock;
  }

  void accept(String worker, double credit, double worth, long nowNanos) {
    User user = users.computeIfAbsent(worker.split("[._]", 2)[0], _ -> new User());
    long nowMillis = clock.millis();
    user.all.add(credit, worth, nowNanos, nowMillis);
    user.workers
        .computeIfAbsent(worker, _ -> new PublishedWork())
        .add(credit, worth, nowNanos, nowMillis);
  }

  /// A user's page; null where none is known.
  @Nullable String page(String name, Trickery tricks, long nowNanos) {
    User user = users.get(name);
    if (user == null) {
      return null;
    }
    double part = tricks.publishedPart();
    ObjectNode page = JsonMapper.shared().createObjectNode();
    user.all.write(page, part, hashesPerDifficulty, nowNanos);
    page.put("workers", user.workers.size());
    ArrayNode workers = page.putArray("worker");
    user.workers.forEach(
        (worker, work) ->
            work.write(
                workers.addObject().put("workername", worker),
                part,
                hashesPerDifficulty,
                nowNanos));
    return page.toPrettyString() + "\n";
  }
}
