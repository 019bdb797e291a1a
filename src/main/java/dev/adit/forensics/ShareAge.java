package dev.adit.forensics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Looks at the age of a share's job: `OLD_JOB_SUBMITTED` (MEDIUM) where the job was given longer
/// than `stale_job` ago and the next one more than a minute ago, so that the miner has had the time
/// to change over. Its work is lost, or somebody hands in shares that were kept back.
///
/// Where no newer job was given it is the pool that has stopped: see [JobPace].
///
/// False positives: miners that queue work for longer than a minute.
final class ShareAge implements Witness.Source {
  private static final double GRACE_SECONDS = 60;

  private final AlertBook book;
  private final double staleSeconds;

  /// @param staleJob zero: never
  ShareAge(AlertBook book, Duration staleJob) {
    this.book = book;
    this.staleSeconds = staleJob.isZero() ? Double.POSITIVE_INFINITY : staleJob.toMillis() / 1e3;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Ages(conversation.call());
  }

  private final class Ages implements Witness {
    private final Call call;

    /// When each job was given, by its number; more than a conversation remembers.
    private final Moment[] given = new Moment[64];

    private long newest = -1;

    Ages(Call call) {
      this.call = call;
    }

    @Override
    public void on(Observation seen) {
      switch (seen) {
        case Observation.JobGiven(Moment at, SeenJob job) -> {
          newest = job.number();
          given[slot(newest)] = at;
        }
        case Observation.ShareSent(Moment at, SeenShare share) -> {
          SeenJob job = share.job();
          if (job != null && job.number() < newest) {
            onShare(at, share, job);
          }
        }
        default -> {}
      }
    }

    private void onShare(Moment at, SeenShare share, SeenJob job) {
      double ageSeconds = at.secondsSince(job.at());
      double replacedSeconds = at.secondsSince(given[slot(job.number() + 1)]);
      if (ageSeconds > staleSeconds && replacedSeconds > GRACE_SECONDS) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("worker", share.submit().worker());
        data.put("job", share.submit().jobId());
        data.put("job_age_seconds", ageSeconds);
        data.put("replaced_seconds_ago", replacedSeconds);
        data.put("newer_jobs", newest - job.number());
        book.report(
            call,
            at,
            Suspicion.OLD_JOB_SUBMITTED,
            String.format(
                Locale.ROOT,
                "The miner works on a job that is %.0f s old; %d newer ones were given since",
                ageSeconds,
                newest - job.number()),
            data);
      }
    }

    private int slot(long number) {
      return (int) (number % given.length);
    }
  }
}
