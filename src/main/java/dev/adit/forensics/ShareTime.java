package dev.adit.forensics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Holds the time in each share against the true time: `SUBMITTED_NTIME_FAR_OFF` (HIGH) where a
/// miner has put in a time that is off by more than an hour although its job's is not. It proves
/// that the miner, or somebody between it and here, has changed the time by more than miners roll
/// it; blocks of it may be refused.
///
/// False positives: a wrong clock of this machine, where the miner rolls the time over the edge.
final class ShareTime implements Witness.Source {
  private static final double MOST_SECONDS = 3_600;

  private final AlertBook book;

  ShareTime(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.ShareSent(Moment at, SeenShare share)) {
        SeenJob job = share.job();
        if (job != null) {
          onShare(conversation.call(), at, share, job);
        }
      }
    };
  }

  private void onShare(Call call, Moment at, SeenShare share, SeenJob job) {
    long ntime = Integer.toUnsignedLong(share.submit().ntime());
    double aheadSeconds = JobTime.aheadSeconds(ntime, at);
    double jobAheadSeconds = JobTime.aheadSeconds(job.ntime(), at);
    if (Math.abs(aheadSeconds) > MOST_SECONDS && Math.abs(jobAheadSeconds) <= MOST_SECONDS) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("worker", share.submit().worker());
      data.put("job", share.submit().jobId());
      data.put("ntime", ntime);
      data.put("job_ntime", job.ntime());
      data.put("ahead_seconds", aheadSeconds);
      data.put("clock_offset_ms", at.offsetMillis());
      book.report(
          call,
          at,
          Suspicion.SUBMITTED_NTIME_FAR_OFF,
          String.format(
              Locale.ROOT,
              "The miner's share carries a time that is %.0f s %s; its job's is right",
              Math.abs(aheadSeconds),
              aheadSeconds > 0 ? "ahead" : "behind"),
          data);
    }
  }
}
