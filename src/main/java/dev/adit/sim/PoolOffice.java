package dev.adit.sim;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.StratumCodec;
import java.io.IOException;
import java.util.SplittableRandom;

/// What all connections of a simulated pool share; owned by its event loop.
record PoolOffice(
    SimPoolSettings settings,
    Trickery tricks,
    Extranonces extranonces,
    JobBoard board,
    ShareCheck check,
    PoolBooks books,
    PublishedBooks published) {

  /// @throws IOException where the jobs to be replayed can't be read
  static PoolOffice open(SimPoolSettings settings, StratumCodec codec) throws IOException {
    // Two pools on one machine are not to give the same work.
    SplittableRandom random = new SplittableRandom(settings.seed + settings.listen.getPort());
    SplittableRandom forJobs = random.split();
    SplittableRandom forShares = random.split();
    Trickery tricks = new Trickery(settings);
    Extranonces extranonces = new Extranonces(settings, tricks, random.nextLong());
    var replay = settings.replay;
    JobFeed feed =
        replay == null
            ? new RandomJobs(settings, tricks, extranonces, forJobs)
            : ReplayedJobs.read(replay, codec);
    return new PoolOffice(
        settings,
        tricks,
        extranonces,
        new JobBoard(feed, settings),
        new ShareCheck(settings, tricks, forShares),
        new PoolBooks(),
        new PublishedBooks(settings));
  }

  /// Makes the next job, for all who are ready.
  Notify nextJob(boolean newBlock) {
    tricks.onJobForAll();
    board.advance(newBlock);
    Notify job = board.current();
    if (job.clean()) {
      check.onNewBlock();
    }
    return job;
  }
}
