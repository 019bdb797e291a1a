package dev.adit.forensics;

/// `timing_analysis.txt`: every delay.
///
/// | event | ms |
/// |---|---|
/// | job | its ntime less the true time: above 0 it is of the future |
/// | share | how old its job was |
/// | answer | from the share to it, where it is certain which share it is for |
final class TimingFile implements Witness.Source {
  static final String NAME = "timing_analysis.txt";
  static final String HEADER = "timestamp,miner_addr,pool,event,job_id,ms\n";

  private final RotatedFile file;
  private Moment latest = Moment.NEVER;

  TimingFile(FileRoom room) {
    this.file = room.file(NAME, _ -> HEADER);
  }

  @Override
  public Witness attend(Conversation conversation) {
    Call call = conversation.call();
    return seen -> {
      switch (seen) {
        case Observation.JobGiven(Moment at, SeenJob job) ->
            add(at, call, "job", job.notification().jobId(), (double) millisAhead(job, at));
        case Observation.ShareSent(Moment at, SeenShare share) -> {
          SeenJob job = share.job();
          if (job != null) {
            add(at, call, "share", share.submit().jobId(), 1e3 * at.secondsSince(job.at()));
          }
        }
        case Observation.ShareAnswered(Moment at, SeenShare share, ShareAnswer answer)
            when answer.sure() ->
            add(at, call, "answer", share.submit().jobId(), answer.latencyNanos() / 1e6);
        default -> {}
      }
    };
  }

  private static long millisAhead(SeenJob job, Moment at) {
    return job.ntime() * 1_000 - at.trueMillis();
  }

  private void add(Moment at, Call call, String event, String job, double millis) {
    latest = at;
    String time = Times.iso(at.time());
    String row = Csv.row(time, call.miner(), call.pool(), event, job, Csv.fixed(millis, 3));
    file.add(row, at);
  }

  @Override
  public void onTick(Moment now) {
    latest = now;
    file.flush(now);
  }

  @Override
  public void close() {
    file.close(latest);
  }
}
