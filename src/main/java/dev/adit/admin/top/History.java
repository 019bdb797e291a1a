package dev.adit.admin.top;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The snapshots of the last minute.
final class History {
  private static final long KEPT_NANOS = 60_000_000_000L;

  private final Deque<Snapshot> snapshots = new ArrayDeque<>();

  /// What the newest one shows besides those before it. An Adit that was started again has none.
  Frame add(Snapshot now) {
    @Nullable Snapshot last = snapshots.peekLast();
    if (last != null && now.uptimeSeconds() < last.uptimeSeconds()) {
      snapshots.clear();
      last = null;
    }
    while (!snapshots.isEmpty()
        && now.takenNanos() - snapshots.getFirst().takenNanos() > KEPT_NANOS) {
      snapshots.removeFirst();
    }
    Frame frame = Frame.of(last, snapshots.isEmpty() ? last : snapshots.getFirst(), now);
    snapshots.addLast(now);
    return frame;
  }
}
