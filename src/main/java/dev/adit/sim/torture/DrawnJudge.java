package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Proof;
import dev.adit.work.ShareJudge;
import dev.adit.work.Uint256;
import dev.adit.work.Verdict;

/// Judges as `work.ShareJudge` does, without hashing: the hash is the one that was drawn when the
/// share was found. A candidate that is not the very work done is worth nothing.
final class DrawnJudge {
  private static final HexBytes HEADER = HexBytes.of(new byte[80]);

  private DrawnJudge() {}

  /// The hash of work of this worth, the lower part by chance.
  static Uint256 hash(double worth, long chance) {
    double top = (double) 0xffff_0000L / worth;
    long w3 = (long) Math.min(top, 0x7fff_ffff_ffff_fc00L);
    long w2 = (long) ((top - w3) * 0x1p32) << 32 | (chance & 0xffff_ffffL);
    return new Uint256(w3, w2, chance * 0x9E3779B97F4A7C15L, chance);
  }

  static Verdict judge(Candidate candidate, Found found, long unixSeconds) {
    Uint256 hash =
        found.isWhat(candidate) ? found.hash : hash(0x1p-31, ~(long) candidate.nonce() << 8);
    boolean block = hash.compareTo(candidate.job().networkTarget()) <= 0;
    double worth = (double) 0xffff_0000L / Math.max(1e-9, hash.w3() + hash.w2() * 0x1p-64);
    Proof proof = new Proof(HEADER, hash, hash, block, worth);
    if (block) {
      return new Verdict.ForThePool(proof);
    }
    if (candidate.rollsOutsideMask()) {
      return refused(StratumError.OTHER, "Invalid version bits", proof);
    }
    if (!ShareJudge.inTime(candidate, unixSeconds)) {
      return refused(StratumError.OTHER, "Ntime out of range", proof);
    }
    if (candidate.job().poolDifficulty().metBy(hash)) {
      return new Verdict.ForThePool(proof);
    }
    return candidate.difficulty().metBy(hash)
        ? new Verdict.ForOurBooks(proof)
        : refused(StratumError.LOW_DIFFICULTY, "Low difficulty share", proof);
  }

  private static Verdict refused(int code, String text, Proof proof) {
    return new Verdict.Refused(new StratumError(code, text), proof);
  }
}
