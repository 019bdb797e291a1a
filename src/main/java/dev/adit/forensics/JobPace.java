package dev.adit.forensics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures the time between jobs: `JOBS_STOPPED` (LOW) where a pool has given none for longer than
/// `stale_job`, once for each stop of a conversation. The miner works on, for less and less.
///
/// False positives: pools that give a job with each block only.
final class JobPace implements Witness.Source {
  private final AlertBook book;
  private final double staleSeconds;
  private final Spreads gaps = new Spreads();

  /// @param staleJob zero: never
  JobPace(AlertBook book, Duration staleJob) {
    this.book = book;
    this.staleSeconds = staleJob.isZero() ? Double.POSITIVE_INFINITY : staleJob.toMillis() / 1e3;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Pace(conversation);
  }

  @Override
  public void onTick(Moment now) {
    gaps.publish();
  }

  /// The time between a pool's jobs, by its name. On any thread; a second old at most.
  Map<String, Percentiles> gaps() {
    return gaps.published();
  }

  private final class Pace implements Witness {
    private final Conversation conversation;
    private @Nullable Moment last;
    private boolean told;

    Pace(Conversation conversation) {
      this.conversation = conversation;
    }

    @Override
    public void on(Observation seen) {
      switch (seen) {
        case Observation.JobGiven(Moment at, SeenJob _) -> {
          if (last != null) {
            gaps.of(conversation.call().pool()).record(at.nanos() - last.nanos());
          }
          begin(at);
        }
        case Observation.Missed(Moment at, Party _) -> {
          // A job may have been there.
          if (last != null) {
            begin(at);
          }
        }
        case Observation.Passed(Moment now) -> {
          if (last != null && !told && now.secondsSince(last) > staleSeconds) {
            told = true;
            report(now, now.secondsSince(last));
          }
        }
        default -> {}
      }
    }

    private void begin(Moment at) {
      last = at;
      told = false;
    }

    private void report(Moment now, double silentSeconds) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("seconds_since_job", silentSeconds);
      SeenJob job = conversation.job();
      if (job != null) {
        data.put("job", job.notification().jobId());
      }
      book.report(
          conversation.call(),
          now,
          Suspicion.JOBS_STOPPED,
          String.format(Locale.ROOT, "The pool has given no job for %.0f s", silentSeconds),
          data);
    }
  }
}
