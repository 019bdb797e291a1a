package dev.adit.aggregate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The workers' names on one pool connection: each is authorised with the pool once, before its
/// first share.
final class WorkerDirectory {
  /// More names than miners fit on a lane; beyond it a stranger would grow memory here and the
  /// pool's patience.
  static final int MOST = 16_384;

  /// Hears under which name shares may go: the name itself, the pool's user, or null where the pool
  /// refused it; then with the pool's error.
  interface Answered {
    void on(@Nullable String poolUser, String error, long nowNanos);
  }

  /// Asks the pool to authorise a name; false when it can't be asked now.
  interface Ask {
    boolean worker(String poolUser, long nowNanos);
  }

  private sealed interface Standing {
    record Waiting(List<Answered> listeners, long sinceNanos) implements Standing {}

    record Granted() implements Standing {}

    record Refused(String error) implements Standing {}

    /// The pool said nothing: no refusal, so the shares go under the user that it knows.
    record Unheard() implements Standing {}
  }

  /// A pool that has not answered for a name by then never will: some answer one authorisation a
  /// connection and are silent to the rest.
  private static final long ANSWER_NANOS = 5_000_000_000L;

  private static final String FULL = "[24,\"Too many worker names on this connection\",null]";
  static final String UNREACHABLE = "[24,\"The pool can not be asked now\",null]";

  private final PoolSettings pool;
  private final Ask ask;
  private final Map<String, Standing> names = new HashMap<>();
  private int waiting;

  WorkerDirectory(PoolSettings pool, Ask ask) {
    this.pool = pool;
    this.ask = ask;
    names.put(pool.user(), new Standing.Granted());
  }

  /// Finds out whether the pool takes the name; answers at once where that is known.
  void whenAnswered(String poolUser, long nowNanos, Answered then) {
    switch (names.get(poolUser)) {
      case Standing.Granted _ -> then.on(poolUser, "null", nowNanos);
      case Standing.Refused(String error) -> refuse(error, nowNanos, then);
      case Standing.Unheard _ -> then.on(pool.user(), "null", nowNanos);
      case Standing.Waiting(List<Answered> listeners, _) -> listeners.add(then);
      case null -> {
        if (names.size() >= MOST) {
          refuse(FULL, nowNanos, then);
          return;
        }
        List<Answered> listeners = new ArrayList<>(1);
        listeners.add(then);
        names.put(poolUser, new Standing.Waiting(listeners, nowNanos));
        waiting++;
        if (!ask.worker(poolUser, nowNanos)) {
          settle(poolUser, null, UNREACHABLE, nowNanos);
        }
      }
    }
  }

  /// The pool answered for a name.
  void answered(String poolUser, boolean yes, String error, long nowNanos) {
    settle(poolUser, yes ? new Standing.Granted() : new Standing.Refused(error), error, nowNanos);
  }

  /// The pool granted a name that nobody waits for here; remembered while there is room.
  void granted(String poolUser, long nowNanos) {
    if (names.size() < MOST || names.containsKey(poolUser)) {
      answered(poolUser, true, "null", nowNanos);
    }
  }

  /// Waits no longer for names that the pool is silent about. Returns how many there were.
  int giveUpOverdue(long nowNanos) {
    if (waiting == 0) {
      return 0;
    }
    List<String> overdue = new ArrayList<>(0);
    names.forEach(
        (name, standing) -> {
          if (standing instanceof Standing.Waiting(_, long since)
              && nowNanos - since > ANSWER_NANOS) {
            overdue.add(name);
          }
        });
    overdue.forEach(name -> settle(name, new Standing.Unheard(), "null", nowNanos));
    return overdue.size();
  }

  /// The connection ended without an answer: whoever waits is refused, and the name may be asked
  /// again.
  void unanswered(String poolUser, long nowNanos) {
    if (names.get(poolUser) instanceof Standing.Waiting) {
      settle(poolUser, null, UNREACHABLE, nowNanos);
    }
  }

  private void settle(String poolUser, @Nullable Standing now, String error, long nowNanos) {
    Standing before = now == null ? names.remove(poolUser) : names.put(poolUser, now);
    if (before instanceof Standing.Waiting(List<Answered> listeners, _)) {
      waiting--;
      for (Answered listener : listeners) {
        switch (now) {
          case Standing.Granted _ -> listener.on(poolUser, "null", nowNanos);
          case Standing.Unheard _ -> listener.on(pool.user(), "null", nowNanos);
          case null, default -> refuse(error, nowNanos, listener);
        }
      }
    }
  }

  private void refuse(String error, long nowNanos, Answered then) {
    then.on(pool.fallbackUser() ? pool.user() : null, error, nowNanos);
  }
}
