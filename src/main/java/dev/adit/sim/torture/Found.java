package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Candidate;
import dev.adit.work.Uint256;
import dev.adit.work.VersionFormula;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a miner truly did: the share that it found, on which work, and what it is worth. Its nonce
/// is the run's number for it.
final class Found {
  final int nonce;
  final Rig rig;
  final PoolJob job;

  /// The job as the miner was told it.
  final Notify minedOn;

  final HexBytes extranonce1;
  final HexBytes extranonce2;
  final int ntime;
  final @Nullable Integer versionBits;

  /// The difficulty that the miner looked for.
  final double asked;

  final Uint256 hash;
  final double worth;

  /// Whether the miner meant well: only such work counts in the efficiency.
  final boolean honest;

  final long foundNanos;

  /// Each time that it was handed in.
  final List<Attempt> attempts = new ArrayList<>(1);

  boolean writtenDown;
  int yes;

  /// Its pool took it; or would have, had it met the pool's difficulty.
  boolean credited;

  Loss loss = Loss.ON_THE_WAY_TO_ADIT;

  Found(
      int nonce,
      Rig rig,
      Work work,
      HexBytes extranonce2,
      int ntime,
      @Nullable Integer versionBits,
      double worth,
      Uint256 hash,
      boolean honest,
      long foundNanos) {
    this.nonce = nonce;
    this.rig = rig;
    this.job = work.job();
    this.minedOn = work.told();
    this.extranonce1 = work.extranonce1();
    this.extranonce2 = extranonce2;
    this.ntime = ntime;
    this.versionBits = versionBits;
    this.asked = work.difficulty();
    this.worth = worth;
    this.hash = hash;
    this.honest = honest;
    this.foundNanos = foundNanos;
  }

  boolean isBlock() {
    return hash.compareTo(job.networkTarget) <= 0;
  }

  /// Whether the candidate is this very work: anything else would hash to something else.
  boolean isWhat(Candidate candidate) {
    return candidate.job().notification().coinb1().equals(job.notify.coinb1())
        && candidate.extranonce1().equals(extranonce1)
        && candidate.extranonce2().equals(extranonce2)
        && candidate.ntime() == ntime
        && candidate.headerVersion(VersionFormula.BIP) == headerVersion(candidate.versionMask())
        && Objects.equals(candidate.versionBits(), versionBits);
  }

  /// The miner replaced the job's bits by its own, whatever it was granted.
  private int headerVersion(int mask) {
    int version = job.notify.version();
    Integer bits = versionBits;
    return bits == null ? version : (version & ~mask) | bits;
  }

  @Nullable Attempt firstUnjudged() {
    for (Attempt attempt : attempts) {
      if (attempt.ruling == Attempt.Ruling.NONE && !attempt.answered) {
        return attempt;
      }
    }
    return null;
  }

  /// The attempt that the lane hands to a pool now.
  @Nullable Attempt firstForThePool() {
    for (Attempt attempt : attempts) {
      if (attempt.ruling == Attempt.Ruling.POOL && !attempt.answered && attempt.sentTo == null) {
        return attempt;
      }
    }
    return null;
  }
}
