package dev.adit.admin.top;

import dev.adit.admin.top.Snapshot.Carried;
import dev.adit.admin.top.Snapshot.Door;
import dev.adit.admin.top.Snapshot.Judged;
import dev.adit.admin.top.Snapshot.State;
import dev.adit.admin.top.Snapshot.Talker;
import dev.adit.admin.top.Snapshot.Target;
import dev.adit.admin.top.Snapshot.Worker;
import java.util.List;

/// Looks at an Adit that there is not.
final class Snapshots {
  private static final long SECOND = 1_000_000_000L;

  private Snapshots() {}

  static Snapshot at(int second, List<Door> doors, List<Talker> talkers, List<Worker> workers) {
    return new Snapshot(
        second * SECOND, "1.2.3", "serving", 1_000 + second, doors, talkers, workers, null);
  }

  /// Of an Adit with a relay `web` and a listener `farm`.
  static Snapshot at(int second, long sent, long received, long shares) {
    return at(
        second,
        List.of(relay("web", 2, sent, received), farm(shares)),
        List.of(new Talker("web", "192.0.2.7", 2, sent, received)),
        List.of(new Worker("rig1", 1e12, 8, 2)));
  }

  static Door relay(String name, int flows, long sent, long received) {
    return new Door(
        name,
        "tcp",
        "127.0.0.1:8443",
        State.DEGRADED,
        flows,
        new Carried(sent, received),
        null,
        List.of(
            new Target("192.0.2.1:80", "up", ""),
            new Target("192.0.2.2:80", "down", "connection refused")));
  }

  static Door farm(long shares) {
    return new Door(
        "farm",
        "proxy",
        "127.0.0.1:3333",
        State.UP,
        7,
        null,
        new Judged(shares, shares / 2),
        List.of(new Target("main", "up", "")));
  }
}
