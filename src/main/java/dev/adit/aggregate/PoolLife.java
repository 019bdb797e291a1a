package dev.adit.aggregate;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Which pool a lane talks to, and when it dials: on demand, in order of preference, with backoff.
final class PoolLife {
  private static final int MOST_DOUBLINGS = 20;

  sealed interface State {
    /// Nobody mines, nothing is dialled.
    record Idle() implements State {}

    record Dialling(PoolSettings pool) implements State {}

    record Talking(PoolSession session) implements State {}
  }

  private final LaneSettings settings;
  private final LaneHost host;
  private final RandomGenerator random;
  private State state = new State.Idle();
  private int preferred;
  private int failures;

  PoolLife(LaneSettings settings, LaneHost host, RandomGenerator random) {
    this.settings = settings;
    this.host = host;
    this.random = random;
  }

  PoolSettings pool() {
    return settings.pools().get(preferred % settings.pools().size());
  }

  @Nullable PoolSession session() {
    return state instanceof State.Talking(PoolSession session) ? session : null;
  }

  boolean isIdle() {
    return state instanceof State.Idle;
  }

  boolean isDialling() {
    return state instanceof State.Dialling;
  }

  /// A miner is here: there must be a pool.
  void want() {
    if (isIdle()) {
      dial(0);
    }
  }

  void talk(PoolSession session) {
    state = new State.Talking(session);
  }

  /// The session works: the next failure is the first again.
  void succeeded() {
    failures = 0;
  }

  /// Dialling failed or the session ended: on to the next in order, after a pause that grows.
  void failed(boolean stillWanted) {
    long pause = pauseNanos(pool());
    preferred = (preferred + 1) % settings.pools().size();
    failures++;
    state = new State.Idle();
    if (stillWanted) {
      dial(pause);
    }
  }

  /// The pool asked for a new connection: the same pool, after a pause.
  void redial(long pauseNanos) {
    state = new State.Idle();
    dial(pauseNanos);
  }

  void leave() {
    state = new State.Idle();
    preferred = 0;
    failures = 0;
  }

  private void dial(long delayNanos) {
    state = new State.Dialling(pool());
    host.dial(pool(), delayNanos);
  }

  /// Between the pool's minimum and, doubled with each failure, its maximum: evenly spread, so that
  /// the lanes of many gateways do not come back in step.
  private long pauseNanos(PoolSettings pool) {
    long least = pool.backoffMinNanos();
    double most =
        Math.min(
            (double) pool.backoffMaxNanos(),
            (double) least * (1L << Math.min(failures + 1, MOST_DOUBLINGS)));
    return least + (long) (random.nextDouble() * Math.max(0, most - least));
  }
}
