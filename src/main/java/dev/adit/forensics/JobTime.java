package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds the time in each job against the true time. One finding for each job, the worst that
/// holds:
///
/// - `NTIME_FAR_OFF` (HIGH): off by more than `max_ntime_drift`, either way. Blocks of such a job
///   may be refused by the network, which allows two hours ahead: the work is lost.
/// - `NTIME_AHEAD` (MEDIUM): more than ten minutes ahead.
/// - `NTIME_BEHIND` (MEDIUM): more than half an hour behind, as in a job that is kept back or is
///   given again.
///
/// Nothing is judged around a break of this machine's time, see [Breaks].
///
/// False positives: a wrong clock of this machine, where no time server has set it right; test
/// networks, whose blocks may be hours ahead.
final class JobTime implements Witness.Source {
  private static final double AHEAD_SECONDS = 600;
  private static final double BEHIND_SECONDS = 1_800;
  private static final double PATIENCE_SECONDS = 120;

  private final AlertBook book;
  private final double mostSeconds;

  /// Until then nothing is judged: a machine that starts without a clock gets the time in a moment.
  private double patienceSeconds;

  private @Nullable Moment began;
  private final Breaks breaks = new Breaks();

  /// @param maxDrift zero: never
  /// @param asking whether time servers are asked
  JobTime(AlertBook book, Duration maxDrift, boolean asking) {
    this.book = book;
    this.patienceSeconds = asking ? PATIENCE_SECONDS : 0;
    this.mostSeconds = maxDrift.isZero() ? Double.POSITIVE_INFINITY : maxDrift.toMillis() / 1e3;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.JobGiven given && isSettled(given.at())) {
        onJob(conversation.call(), given);
      }
    };
  }

  @Override
  public void onClock(ClockReading reading, Moment at) {
    if (reading.asked() > 0) {
      patienceSeconds = 0;
    }
  }

  @Override
  public void onTick(Moment now) {
    breaks.pass(now);
  }

  private boolean isSettled(Moment at) {
    if (began == null) {
      began = at;
    }
    breaks.pass(at);
    return at.secondsSince(began) >= patienceSeconds && breaks.areOver(at);
  }

  private void onJob(Call call, Observation.JobGiven given) {
    double aheadSeconds = aheadSeconds(given.job().ntime(), given.at());
    if (Math.abs(aheadSeconds) > mostSeconds) {
      report(call, given, Suspicion.NTIME_FAR_OFF, aheadSeconds);
    } else if (aheadSeconds > AHEAD_SECONDS) {
      report(call, given, Suspicion.NTIME_AHEAD, aheadSeconds);
    } else if (aheadSeconds < -BEHIND_SECONDS) {
      report(call, given, Suspicion.NTIME_BEHIND, aheadSeconds);
    }
  }

  /// @param ntime seconds since the Unix epoch
  static double aheadSeconds(long ntime, Moment at) {
    return ntime - at.trueMillis() / 1e3;
  }

  private void report(Call call, Observation.JobGiven given, Suspicion what, double aheadSeconds) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("job", given.job().notification().jobId());
    data.put("ntime", given.job().ntime());
    data.put("ahead_seconds", aheadSeconds);
    data.put("clock_offset_ms", given.at().offsetMillis());
    book.report(
        call,
        given.at(),
        what,
        String.format(
            Locale.ROOT,
            "The time in the pool's job is %.0f s %s",
            Math.abs(aheadSeconds),
            aheadSeconds > 0 ? "ahead" : "behind"),
        data);
  }
}
