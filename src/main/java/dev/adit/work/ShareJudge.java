package dev.adit.work;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.StratumError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges shares by their proof of work. Owned by one thread: it counts, and its hasher reuses its
/// buffers.
public final class ShareJudge {
  /// How far ahead of our clock a block's time may be: the network's own limit.
  public static final long MOST_SECONDS_AHEAD = 7200;

  private static final StratumError OUTSIDE_MASK =
      new StratumError(StratumError.OTHER, "Invalid version bits");
  private static final StratumError NTIME =
      new StratumError(StratumError.OTHER, "Ntime out of range");
  private static final StratumError LOW =
      new StratumError(StratumError.LOW_DIFFICULTY, "Low difficulty share");
  private static final StratumError LOW_BY_OR =
      new StratumError(
          StratumError.LOW_DIFFICULTY, "Low difficulty share (version bits seem to be OR-ed)");
  private static final StratumError LOW_BY_XOR =
      new StratumError(
          StratumError.LOW_DIFFICULTY, "Low difficulty share (version bits seem to be XOR-ed)");

  private static final List<VersionFormula> MISREADINGS =
      List.of(VersionFormula.OR, VersionFormula.XOR);

  private final ShareHasher hasher = new ShareHasher();
  private long orVariants;
  private long xorVariants;

  /// A block always goes to the pool. Everything else must be within its mask, within its time (the
  /// job's ntime up to two hours from it or from now), and meet the miner's difficulty.
  public Verdict judge(Candidate share, long nowUnixSeconds) {
    Proof proof = prove(share);
    if (proof.block()) {
      return new Verdict.ForThePool(proof);
    }
    if (share.rollsOutsideMask()) {
      return new Verdict.Refused(OUTSIDE_MASK, proof);
    }
    if (!inTime(share, nowUnixSeconds)) {
      return new Verdict.Refused(NTIME, proof);
    }
    if (share.job().poolDifficulty().metBy(proof.powHash())) {
      return new Verdict.ForThePool(proof);
    }
    if (share.difficulty().metBy(proof.powHash())) {
      return new Verdict.ForOurBooks(proof);
    }
    return refuse(share, proof);
  }

  /// Nothing but the arithmetic.
  public Proof prove(Candidate share) {
    return hasher.prove(share, VersionFormula.BIP);
  }

  /// SHA-256d of the coinbase transaction, in the order it is hashed into the merkle root.
  public HexBytes coinbaseHash(Candidate share) {
    return hasher.coinbaseHash(share);
  }

  /// The other formula by which a share that misses would have met its difficulty, or null. Such a
  /// misunderstanding rejects every share of a miner, so it is worth a name.
  public @Nullable VersionFormula misreadFormula(Candidate share) {
    for (VersionFormula other : MISREADINGS) {
      if (share.headerVersion(other) != share.headerVersion(VersionFormula.BIP)) {
        Proof proof = hasher.prove(share, other);
        if (proof.block() || share.difficulty().metBy(proof.powHash())) {
          return other;
        }
      }
    }
    return null;
  }

  /// Shares refused that would have been good with their version bits OR-ed into the job's.
  public long orVariants() {
    return orVariants;
  }

  /// Shares refused that would have been good with their version bits XOR-ed into the job's.
  public long xorVariants() {
    return xorVariants;
  }

  /// What a pool gives a job for is not the miner's fault, nor is a clock of ours that is behind.
  public static boolean inTime(Candidate share, long nowUnixSeconds) {
    long ntime = Integer.toUnsignedLong(share.ntime());
    long given = Integer.toUnsignedLong(share.job().notification().ntime());
    return ntime >= given && ntime <= Math.max(given, nowUnixSeconds) + MOST_SECONDS_AHEAD;
  }

  private Verdict refuse(Candidate share, Proof proof) {
    VersionFormula misread = misreadFormula(share);
    if (misread == null) {
      return new Verdict.Refused(LOW, proof);
    }
    Proof otherwise = hasher.prove(share, misread);
    if (otherwise.block()) {
      // The pool may read the bits as this miner does; if so, refusing would cost a block.
      return new Verdict.ForThePool(otherwise);
    }
    if (misread == VersionFormula.OR) {
      orVariants++;
      return new Verdict.Refused(LOW_BY_OR, proof);
    }
    xorVariants++;
    return new Verdict.Refused(LOW_BY_XOR, proof);
  }
}
