package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.util.List;

/// Keeps once what a pool gives to many: of ten thousand miners each has the latest jobs, and most
/// of each job is the same for all.
final class JobParts {
  private static final int MOST = 256;
  private static final int LONGEST_BYTES = 4_096;

  private final Recent<HexBytes, HexBytes> texts = new Recent<>(MOST);
  private final Recent<List<HexBytes>, List<HexBytes>> branches = new Recent<>(MOST);

  /// An equal one, of parts that others have too.
  Notify of(Notify job) {
    return new Notify(
        job.jobId(),
        part(job.prevhash()),
        part(job.coinb1()),
        part(job.coinb2()),
        branches.get(job.branch(), job::branch),
        job.version(),
        job.nbits(),
        job.ntime(),
        job.clean());
  }

  private HexBytes part(HexBytes one) {
    return one.size() > LONGEST_BYTES ? one : texts.get(one, () -> one);
  }
}
