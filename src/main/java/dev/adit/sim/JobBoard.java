package dev.adit.sim;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import java.util.HashMap;
import java.util.Map;

/// The current job of a simulated pool; owned by its event loop.
final class JobBoard {
  private final JobFeed feed;
  private final SimPoolSettings settings;
  private final Map<Double, Job> byDifficulty = new HashMap<>();
  private Notify current;
  private long jobs = 1;

  JobBoard(JobFeed feed, SimPoolSettings settings) {
    this.feed = feed;
    this.settings = settings;
    this.current = feed.next(true, now());
  }

  void advance(boolean newBlock) {
    current = feed.next(newBlock, now());
    jobs++;
    byDifficulty.clear();
  }

  /// Whether it is to be advanced before its time.
  boolean owesJob() {
    return feed.owesJob(now());
  }

  Notify current() {
    return current;
  }

  /// The current job as a newcomer gets it: clean.
  Notify forNewcomer() {
    Notify it = current;
    return it.clean()
        ? it
        : new Notify(
            it.jobId(),
            it.prevhash(),
            it.coinb1(),
            it.coinb2(),
            it.branch(),
            it.version(),
            it.nbits(),
            it.ntime(),
            true);
  }

  /// The current job at a difficulty, one instance for all who have that difficulty.
  Job at(double difficulty) {
    return byDifficulty.computeIfAbsent(
        difficulty,
        value -> new Job(current, settings.algorithm, Difficulty.of(value, settings.algorithm)));
  }

  /// Made since the start.
  long jobs() {
    return jobs;
  }

  private long now() {
    return settings.clock.millis() / 1000;
  }
}
