package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Follows a pool's clock by the times in its jobs: `POOL_CLOCK_DRIFTS` (LOW) where it has moved by
/// more than two seconds against the true time in the last three to six hours, and the movement
/// stands out from its jitter (six standard errors). Found again after three more hours at the
/// soonest.
///
/// A job may carry a time that is older than the job, but not one that is newer than the pool's
/// clock: of each ten minutes the job that is most ahead counts.
///
/// It proves that two clocks run apart: where no time server is asked, the bad one may be this
/// machine's.
final class PoolDrift implements Witness.Source {
  private static final long PERIOD_NANOS = 600_000_000_000L;
  private static final double PERIODS_AN_HOUR = 6;
  private static final int LEAST = 18;
  private static final int MOST = 36;
  private static final double MOVED_SECONDS = 2;
  private static final double STANDARD_ERRORS = 6;
  private static final double CLOCK_SET_MILLIS = 1_000;

  /// The most a job was ahead in a period.
  private record Period(long number, double aheadSeconds) {}

  private final AlertBook book;

  /// By the pool's name, of the configuration; the newest last.
  private final Map<String, Deque<Period>> pools = new HashMap<>();

  private long offsetMillis;

  PoolDrift(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.JobGiven(Moment at, SeenJob job)) {
        onJob(conversation.call(), at, JobTime.aheadSeconds(job.ntime(), at));
      }
    };
  }

  /// Our own clock was set, not theirs.
  @Override
  public void onClock(ClockReading reading, Moment at) {
    if (Math.abs(reading.offsetMillis() - offsetMillis) > CLOCK_SET_MILLIS) {
      pools.clear();
    }
    offsetMillis = reading.offsetMillis();
  }

  private void onJob(Call call, Moment at, double aheadSeconds) {
    Deque<Period> periods = pools.computeIfAbsent(call.pool(), _ -> new ArrayDeque<>());
    long number = Math.floorDiv(at.nanos(), PERIOD_NANOS);
    Period last = periods.peekLast();
    if (last == null || last.number() != number) {
      judge(call, at, periods);
      periods.addLast(new Period(number, aheadSeconds));
    } else if (aheadSeconds > last.aheadSeconds()) {
      periods.removeLast();
      periods.addLast(new Period(number, aheadSeconds));
    }
  }

  /// All of them are over.
  private void judge(Call call, Moment at, Deque<Period> periods) {
    while (!periods.isEmpty() && periods.getLast().number() - periods.getFirst().number() >= MOST) {
      periods.removeFirst();
    }
    if (periods.size() < LEAST) {
      return;
    }
    double hours = (periods.getLast().number() - periods.getFirst().number()) / PERIODS_AN_HOUR;
    Slope slope = slope(periods);
    double moved = slope.perHour() * hours;
    if (Math.abs(moved) > MOVED_SECONDS
        && Math.abs(slope.perHour()) > STANDARD_ERRORS * slope.standardError()) {
      report(call, at, moved, hours, slope);
      periods.clear();
    }
  }

  private record Slope(double perHour, double standardError) {}

  /// Least squares.
  private static Slope slope(Deque<Period> periods) {
    double n = periods.size();
    double first = periods.getFirst().number();
    double meanX = 0;
    double meanY = 0;
    for (Period period : periods) {
      meanX += (period.number() - first) / PERIODS_AN_HOUR / n;
      meanY += period.aheadSeconds() / n;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Period period : periods) {
      double x = (period.number() - first) / PERIODS_AN_HOUR - meanX;
      double y = period.aheadSeconds() - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    double slope = xy / xx;
    double unexplained = Math.max(0, yy - slope * xy);
    return new Slope(slope, Math.sqrt(unexplained / (n - 2) / xx));
  }

  private void report(Call call, Moment at, double moved, double hours, Slope slope) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("seconds_moved", moved);
    data.put("hours", hours);
    data.put("seconds_per_hour", slope.perHour());
    data.put("standard_error", slope.standardError());
    book.report(
        call,
        at,
        Suspicion.POOL_CLOCK_DRIFTS,
        String.format(
            Locale.ROOT,
            "The pool's clock has %s %.1f s in %.1f hours",
            moved > 0 ? "gained" : "lost",
            Math.abs(moved),
            hours),
        data);
  }
}
