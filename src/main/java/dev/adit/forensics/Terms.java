package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import dev.adit.work.Difficulty;
import org.jspecify.annotations.Nullable;

/// What a pool has told a miner to work by, and so what its shares are.
final class Terms {
  private final Prover prover;
  private final KnownJobs jobs = new KnownJobs();
  private final Difficulties difficulties;

  private @Nullable HexBytes extranonce1;

  /// That the pool has told unasked since: nobody knows whether the miner follows.
  private @Nullable HexBytes unaskedExtranonce1;

  private int extranonce2Size;
  private int versionMask;
  private boolean shifted;

  Terms(Algorithm algorithm, Prover prover) {
    this.prover = prover;
    this.difficulties = new Difficulties(algorithm);
  }

  @Nullable HexBytes extranonce1() {
    return extranonce1;
  }

  int extranonce2Size() {
    return extranonce2Size;
  }

  /// The bits of the version that miners may roll; 0: none.
  int versionMask() {
    return versionMask;
  }

  /// As the pool set it last; 1 before.
  Difficulty difficulty() {
    return difficulties.latest();
  }

  /// The newest; null before the first.
  @Nullable SeenJob job() {
    return jobs.newest();
  }

  /// Whether the pool changed unasked what shares are made of: a miner that does not follow, or has
  /// not yet, may be right in its own way. It never ends, as a miner may never follow.
  boolean hasShifted() {
    return shifted;
  }

  void onDifficulty(double value) {
    difficulties.set(value, jobs.given());
  }

  SeenJob onJob(PoolMessage.Notify notify, Moment at) {
    SeenJob namesake = jobs.find(notify.jobId());
    shifted |= namesake != null && !namesake.notification().equals(notify);
    return jobs.add(notify, difficulties.latest(), extranonce1, at);
  }

  void onExtranonce(Observation.ExtranonceGiven given) {
    shifted |=
        given.how() != Observation.ExtranonceGiven.How.ASKED
            && extranonce1 != null
            && !extranonce1.equals(given.extranonce1());
    if (given.how() == Observation.ExtranonceGiven.How.UNASKED) {
      unaskedExtranonce1 = given.extranonce1();
    } else {
      extranonce1 = given.extranonce1();
      extranonce2Size = given.extranonce2Size();
      unaskedExtranonce1 = null;
    }
  }

  void onVersionMask(int mask, boolean asked) {
    shifted |= !asked && mask != versionMask && jobs.newest() != null;
    versionMask = mask;
  }

  /// What is handed in, by the terms of now.
  SeenShare share(MinerMessage.Submit submit, Moment at) {
    SeenJob job = jobs.find(submit.jobId());
    boolean current = job != null && jobs.isCurrent(job);
    HexBytes first = job == null ? null : job.extranonce1();
    return new SeenShare(
        submit,
        job,
        job == null || first == null
            ? null
            : prover.prove(submit, job.job(), versionMask, first, unaskedExtranonce1),
        current,
        at);
  }

  /// What the pool says to that now.
  ShareAnswer answer(PoolMessage.Answer answer, SeenShare share, Match match, Moment at) {
    long job = share.job() == null ? jobs.given() : share.job().number();
    long latencyNanos = at.nanos() - share.at().nanos();
    return ShareAnswer.of(
        answer, match, latencyNanos, difficulties.least(job), difficulties.most(job));
  }
}
