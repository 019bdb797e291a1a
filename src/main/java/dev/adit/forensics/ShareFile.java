package dev.adit.forensics;

import java.util.HexFormat;

/// `share_analysis.txt`: every share, worth what it really is.
final class ShareFile implements Witness.Source {
  static final String NAME = "share_analysis.txt";
  static final String HEADER =
      "timestamp,miner_addr,worker,job_id,nonce,share_difficulty,job_age_seconds,is_block,msg_id\n";

  private final RotatedFile file;
  private Moment latest = Moment.NEVER;

  ShareFile(FileRoom room) {
    this.file = room.file(NAME, _ -> HEADER);
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.ShareSent(Moment at, SeenShare share)) {
        latest = at;
        file.add(row(conversation.call(), share), at);
        if (share.isBlock()) {
          file.save(at);
        }
      }
    };
  }

  /// What can't be known without the share's job is left empty.
  private static String row(Call call, SeenShare share) {
    SeenJob job = share.job();
    return Csv.row(
        Times.iso(share.at().time()),
        call.miner(),
        share.submit().worker(),
        share.submit().jobId(),
        HexFormat.of().toHexDigits(share.submit().nonce()),
        share.proof() == null ? "" : Csv.fixed(share.difficulty(), 6),
        job == null ? "" : Csv.fixed(share.at().secondsSince(job.at()), 1),
        share.isBlock(),
        share.submit().id().json());
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
