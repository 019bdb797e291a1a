package dev.adit.work;

import dev.adit.stratum.StratumError;
import org.jspecify.annotations.Nullable;

/// What becomes of a share.
public sealed interface Verdict {

  /// Meets the pool's difficulty, or solves a block.
  record ForThePool(Proof proof) implements Verdict {}

  /// Meets the miner's difficulty only: accepted and counted here.
  record ForOurBooks(Proof proof) implements Verdict {}

  /// Refused with `error`; the proof is there where the share was hashed.
  record Refused(StratumError error, @Nullable Proof proof) implements Verdict {}
}
