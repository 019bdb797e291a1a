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
    private final long points;
    private final long historyMs;
    private final long nowMs;
    private int at;

    Queue(EventTimes events, EventKind kind, long points, long historyMs, long nowMs) {
      this.events = events;
      this.kind = kind;
      this.points = points;
      this.historyMs = historyMs;
      this.nowMs = nowMs;
    }

    long nextMs() {
      return at == events.count(kind) ? Long.MAX_VALUE : events.timeMs(kind, at, nowMs) + historyMs;
    }

    /// What forgetting does to bad minus good.
    long forgetUntil(long atMs) {
      int before = at;
      while (nextMs() <= atMs) {
        at++;
      }
      return (at - before) * points;
    }
  }
}
