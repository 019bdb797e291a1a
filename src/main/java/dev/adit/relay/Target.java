package dev.adit.relay;

import dev.adit.config.HostPort;
import java.util.Locale;

/// Somewhere that a relay leads to, and whether it is there. Thread-safe.
final class Target {
  /// Who could not be reached is tried last for so long.
  static final long SUSPECT_NANOS = 10_000_000_000L;

  /// What is known of it.
  enum State {
    /// Nobody has asked yet.
    UNKNOWN,
    UP,
    DOWN;

    /// For a metric, and for a person.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reach reach;
  private State checked = State.UNKNOWN;
  private boolean suspect;
  private long suspectSinceNanos;
  private int failedTries;
  private String problem = "";

  Target(HostPort address) {
    this(new Reach.Direct(address));
  }

  Target(Reach reach) {
    this.reach = reach;
  }

  Reach reach() {
    return reach;
  }

  HostPort address() {
    return reach.address();
  }

  /// A connection to it was made.
  synchronized void reached() {
    suspect = false;
  }

  /// A connection to it could not be made.
  synchronized void missed(String why, long nowNanos) {
    suspect = true;
    suspectSinceNanos = nowNanos;
    problem = why;
  }

  /// A check of its health succeeded. Says whether that is news.
  synchronized boolean healthy() {
    boolean news = checked != State.UP;
    checked = State.UP;
    failedTries = 0;
    suspect = false;
    problem = "";
    return news;
  }

  /// A try of a check failed; it may have been one too many. Says whether that is news.
  synchronized boolean unhealthy(String why, int retries) {
    failedTries++;
    problem = why;
    boolean news = checked != State.DOWN && failedTries >= retries;
    if (news) {
      checked = State.DOWN;
    }
    return news;
  }

  /// Nobody checks any more.
  synchronized void unchecked() {
    checked = State.UNKNOWN;
    failedTries = 0;
  }

  /// Whether so many tries of a check have failed that it counts as down.
  synchronized boolean failsItsChecks() {
    return checked == State.DOWN;
  }

  /// 0: first choice; 1: could not be reached lately; 2: its checks fail.
  synchronized int doubt(long nowNanos) {
    if (checked == State.DOWN) {
      return 2;
    }
    return suspect && nowNanos - suspectSinceNanos < SUSPECT_NANOS ? 1 : 0;
  }

  synchronized State state(long nowNanos) {
    return checked != State.DOWN && suspect && nowNanos - suspectSinceNanos < SUSPECT_NANOS
        ? State.DOWN
        : checked;
  }

  synchronized TargetView view(long nowNanos) {
    State now = state(nowNanos);
    return new TargetView(reach.name(), now.label(), now == State.DOWN ? problem : "");
  }
}
