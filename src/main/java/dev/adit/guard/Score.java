package dev.adit.guard;

import static dev.adit.guard.EventKind.FAILED_LOGIN;
import static dev.adit.guard.EventKind.FAILED_REQUEST;
import static dev.adit.guard.EventKind.OK_LOGIN;
import static dev.adit.guard.EventKind.OK_SHARE;

/// Bad points against good ones (`mwc-stratum` §4).
///
/// @param limit what bad minus good may come to, strictly; negative where points ban nobody
record Score(long bad, long good, int limit) {

  static Score of(EventTimes events, GuardSettings settings) {
    return new Score(
        events.count(FAILED_LOGIN) + (long) events.count(FAILED_REQUEST),
        (long) events.count(OK_SHARE) * settings.sharePoints() + events.count(OK_LOGIN),
        settings.pointLimit());
  }

  boolean exceeded() {
    return limit >= 0 && bad - good > limit;
  }

  /// The first moment, from one on, at which the limit is not exceeded if nothing else happens.
  /// Good events are forgotten too, so the way down may go up first; and later it may be exceeded
  /// again.
  ///
  /// @param nowMs of the clock that the events' times are told from
  static long lapseMs(EventTimes events, GuardSettings settings, long fromMs, long nowMs) {
    long historyMs = settings.historyMs();
    Queue[] queues = {
      new Queue(events, OK_SHARE, settings.sharePoints(), historyMs, nowMs),
      new Queue(events, OK_LOGIN, 1, historyMs, nowMs),
      new Queue(events, FAILED_LOGIN, -1, historyMs, nowMs),
      new Queue(events, FAILED_REQUEST, -1, historyMs, nowMs)
    };
    Score score = of(events, settings);
    long excess = score.bad - score.good;
    long atMs = fromMs;
    while (true) {
      for (Queue queue : queues) {
        excess += queue.forgetUntil(atMs);
      }
      if (score.limit < 0 || excess <= score.limit) {
        return atMs;
      }
      long next = Long.MAX_VALUE;
      for (Queue queue : queues) {
        next = Math.min(next, queue.nextMs());
      }
      atMs = next;
    }
  }

  /// Events of a kind in the order in which they will be forgotten.
  private static final class Queue {
    private final EventTimes events;
    private final EventKind kind;
    private final int start;
    private final int count;
    private final long points;
    private final long historyMs;
    private final long nowMs;
    private int at;
    private long nextMs;

    Queue(EventTimes events, EventKind kind, long points, long historyMs, long nowMs) {
      this.events = events;
      this.kind = kind;
      this.start = events.start(kind);
      this.count = events.count(kind);
      this.points = points;
      this.historyMs = historyMs;
      this.nowMs = nowMs;
      this.nextMs = forgottenMs(0);
    }

    private long forgottenMs(int index) {
      return index == count ? Long.MAX_VALUE : events.timeMs(kind, start, index, nowMs) + historyMs;
    }

    long nextMs() {
      return nextMs;
    }

    /// What forgetting does to bad minus good. All at once where nothing is left then: it is asked
    /// at each knock of who is banned for long.
    long forgetUntil(long atMs) {
      if (nextMs > atMs) {
        return 0;
      }
      int before = at;
      if (forgottenMs(count - 1) <= atMs) {
        at = count;
      }
      while (forgottenMs(at) <= atMs) {
        at++;
      }
      nextMs = forgottenMs(at);
      return (at - before) * points;
    }
  }
}
