package dev.adit.relay;

import dev.adit.config.HealthConfig;
import dev.adit.config.HostPort;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tries one target again and again, and keeps what is known of it. On its loop's thread.
///
/// A failed try is repeated soon, so that a target that is gone is known to be so within seconds of
/// the first try that fails, whatever the interval; and while it is down it is tried often, so that
/// it is missed no longer than it must be.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class HealthCheck {
  static final long AGAIN_NANOS = 1_000_000_000L;
  static final long WHILE_DOWN_NANOS = 10_000_000_000L;

  /// Makes one try.
  interface Prober {
    /// Begins a try that [Outcome] hears of, at once or later.
    Attempt begin(HostPort target, Outcome outcome);
  }

  /// One try under way, or over.
  interface Attempt {
    /// Ends it where it goes on; says what it was still waiting for.
    String giveUp();
  }

  /// What came of a try.
  interface Outcome {
    /// Heard once, on the loop.
    ///
    /// @param problem null: the target is there
    void onOutcome(@Nullable String problem);
  }

  /// Where news of a target goes.
  interface News {
    /// It is there now, or no more.
    ///
    /// @param problem null: it is there
    void onChange(HostPort target, @Nullable String problem);
  }

  private final Target target;
  private final HealthConfig how;
  private final Prober prober;
  private final EventLoop loop;
  private final News news;

  /// Counts the tries: what belongs to an earlier one comes too late.
  private int turn;

  private @Nullable Attempt attempt;

  HealthCheck(Target target, HealthConfig how, Prober prober, EventLoop loop, News news) {
    this.target = target;
    this.how = how;
    this.prober = prober;
    this.loop = loop;
    this.news = news;
  }

  Target target() {
    return target;
  }

  void tryNow() {
    turn++;
    int mine = turn;
    after(how.timeout().toNanos(), mine, this::onTimeout);
    Attempt begun = prober.begin(target.address(), problem -> onOutcome(mine, problem));
    if (mine == turn) {
      attempt = begun;
    }
  }

  void stop() {
    turn++;
    giveUp();
  }

  private void onTimeout() {
    turn++;
    failed(giveUp());
  }

  private String giveUp() {
    Attempt going = attempt;
    attempt = null;
    return going == null ? "" : going.giveUp();
  }

  private void onOutcome(int of, @Nullable String problem) {
    if (of != turn) {
      return;
    }
    turn++;
    attempt = null;
    if (problem == null) {
      succeeded();
    } else {
      failed(problem);
    }
  }

  private void succeeded() {
    if (target.healthy()) {
      news.onChange(target.address(), null);
    }
    next(how.interval().toNanos());
  }

  private void failed(String why) {
    if (target.unhealthy(why, how.retries())) {
      news.onChange(target.address(), why);
    }
    next(target.failsItsChecks() ? WHILE_DOWN_NANOS : AGAIN_NANOS);
  }

  /// An interval that is shorter than a pause for another reason is kept to.
  private void next(long nanos) {
    after(Math.min(nanos, how.interval().toNanos()), turn, this::tryNow);
  }

  private void after(long nanos, int during, Runnable step) {
    loop.schedule(
        () -> {
          if (during == turn) {
            step.run();
          }
        },
        nanos,
        TimeUnit.NANOSECONDS);
  }
}
