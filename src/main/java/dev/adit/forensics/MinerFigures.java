package dev.adit.forensics;

import dev.adit.work.ShareRate;
import java.util.concurrent.TimeUnit;

/// What one worker has done until now.
final class MinerFigures {
  /// An eighth of ten minutes.
  static final long BUCKET_NANOS = TimeUnit.SECONDS.toNanos(75);

  private final String address;
  private final String worker;
  private final ShareRate shareRate;
  private final ShareRate workRate;
  private String pool = "";
  private long shares;
  private long accepted;
  private long rejected;
  private double bestShare;

  MinerFigures(String address, String worker, Moment at) {
    this.address = address;
    this.worker = worker;
    this.shareRate = new ShareRate(at.nanos());
    this.workRate = new ShareRate(at.nanos());
  }

  void onShare(SeenShare share, String toPool, Moment at) {
    pool = toPool;
    shares++;
    bestShare = Math.max(bestShare, share.difficulty());
    shareRate.add(1, BUCKET_NANOS, at.nanos());
  }

  /// @param hashes that the share stands for
  void onAnswer(boolean yes, double hashes, Moment at) {
    if (yes) {
      accepted++;
      workRate.add(hashes, BUCKET_NANOS, at.nanos());
    } else {
      rejected++;
    }
  }

  /// @param secondsToExhaust all that a job offers; NaN: not known
  MinerView view(Moment now, double secondsToExhaust) {
    return new MinerView(
        address,
        worker,
        pool,
        shares,
        accepted,
        rejected,
        3600 * shareRate.perSecond(BUCKET_NANOS, now.nanos()),
        bestShare,
        workRate.perSecond(BUCKET_NANOS, now.nanos()),
        secondsToExhaust);
  }
}
