package dev.adit.admin.top;

import dev.adit.admin.top.Snapshot.Carried;
import dev.adit.admin.top.Snapshot.Door;
import dev.adit.admin.top.Snapshot.Judged;
import dev.adit.admin.top.Snapshot.State;
import dev.adit.admin.top.Snapshot.Talker;
import dev.adit.admin.top.Snapshot.Target;
import dev.adit.admin.top.Snapshot.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Makes a snapshot of what `/status`, `/api/v1/relays` and `/api/v1/alerts` answer. What an older
/// Adit does not tell is nothing here.
final class SnapshotReader {
  private final JsonNode status;
  private final Map<String, JsonNode> relays = new LinkedHashMap<>();

  private SnapshotReader(JsonNode status, JsonNode relays) {
    this.status = status;
    for (JsonNode relay : relays) {
      this.relays.put(text(relay, "name"), relay);
    }
  }

  static Snapshot read(JsonNode status, JsonNode relays, JsonNode alerts, long nowNanos) {
    SnapshotReader reader = new SnapshotReader(status, relays);
    return new Snapshot(
        nowNanos,
        text(status, "version"),
        text(status, "phase"),
        number(status, "uptime_seconds"),
        reader.doors(),
        reader.talkers(),
        reader.workers(),
        Watch.read(alerts));
  }

  private List<Door> doors() {
    Map<String, JsonNode> closing = new LinkedHashMap<>(relays);
    List<Door> doors = new ArrayList<>();
    for (JsonNode listener : status.path("listeners")) {
      JsonNode relay = relays.get(text(listener, "name"));
      if (relay == null || listener.has("miners")) {
        doors.add(forMiners(listener));
      } else {
        doors.add(relay(relay));
        closing.remove(text(listener, "name"));
      }
    }
    closing.values().forEach(relay -> doors.add(relay(relay)));
    return doors;
  }

  private static Door relay(JsonNode relay) {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : relay.path("targets")) {
      targets.add(
          new Target(text(target, "address"), text(target, "state"), text(target, "problem")));
    }
    String address = text(relay, "address");
    return new Door(
        text(relay, "name"),
        text(relay, "mode"),
        address,
        address.isEmpty() ? State.CLOSING : state(targets),
        (int) number(relay, "open"),
        new Carried(number(relay, "bytes_sent"), number(relay, "bytes_received")),
        null,
        targets);
  }

  private static State state(List<Target> targets) {
    long down = targets.stream().filter(Target::isDown).count();
    if (down == 0) {
      return State.UP;
    }
    return down < targets.size() ? State.DEGRADED : State.DOWN;
  }

  private Door forMiners(JsonNode listener) {
    String name = text(listener, "name");
    List<Target> pools = poolsOf(name);
    int miners = (int) number(listener, "miners");
    JsonNode shares = listener.path("shares");
    return new Door(
        name,
        text(listener, "mode"),
        text(listener, "address"),
        miners == 0 ? State.IDLE : state(pools),
        miners,
        null,
        new Judged(
            number(shares, "received"), number(shares, "accepted") + number(shares, "local")),
        pools);
  }

  /// Those that its lanes are at; one that serves any of them is up.
  private List<Target> poolsOf(String listener) {
    Map<String, Boolean> ready = new LinkedHashMap<>();
    for (JsonNode lane : status.path("lanes")) {
      if (text(lane, "listener").equals(listener)) {
        ready.merge(text(lane, "pool"), lane.path("ready").asBoolean(false), Boolean::logicalOr);
      }
    }
    return ready.entrySet().stream()
        .map(pool -> new Target(pool.getKey(), pool.getValue() ? "up" : "down", ""))
        .toList();
  }

  private List<Talker> talkers() {
    List<Talker> talkers = new ArrayList<>();
    relays.forEach(
        (name, relay) -> {
          for (JsonNode talker : relay.path("talkers")) {
            talkers.add(
                new Talker(
                    name,
                    text(talker, "address"),
                    (int) number(talker, "flows"),
                    number(talker, "bytes_sent"),
                    number(talker, "bytes_received")));
          }
        });
    return talkers;
  }

  private List<Worker> workers() {
    List<Worker> workers = new ArrayList<>();
    for (JsonNode worker : status.path("workers")) {
      workers.add(
          new Worker(
              text(worker, "worker"),
              worker.path("hashes_per_second").asDouble(0),
              number(worker, "ok"),
              number(worker, "bad")));
    }
    return workers;
  }

  private static String text(JsonNode from, String field) {
    return from.path(field).asString("");
  }

  private static long number(JsonNode from, String field) {
    return from.path(field).asLong(0);
  }
}
