package dev.adit.work;

import dev.adit.stratum.HexBytes;
import org.jspecify.annotations.Nullable;

/// A share as handed in, with everything needed to judge it.
///
/// @param extranonce1 complete: the pool's followed by our tag
/// @param extranonce2 the miner's part
/// @param ntime Unix seconds, unsigned
/// @param versionBits null where the miner sent none: the job's version stays as it is
/// @param versionMask the bits this miner was granted
/// @param difficulty the miner's for this job, at most the pool's
public record Candidate(
    Job job,
    HexBytes extranonce1,
    HexBytes extranonce2,
    int ntime,
    int nonce,
    @Nullable Integer versionBits,
    int versionMask,
    Difficulty difficulty) {

  /// Whether the miner rolled bits that were not granted.
  public boolean rollsOutsideMask() {
    Integer bits = versionBits;
    return bits != null && (bits & ~versionMask) != 0;
  }

  /// The header's version by `formula`; the job's own where the miner sent no bits.
  public int headerVersion(VersionFormula formula) {
    int version = job.notification().version();
    Integer bits = versionBits;
    return bits == null ? version : formula.apply(version, bits, versionMask);
  }
}
