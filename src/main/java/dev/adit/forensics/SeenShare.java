package dev.adit.forensics;

import dev.adit.stratum.MinerMessage;
import dev.adit.work.Proof;
import org.jspecify.annotations.Nullable;

/// A share as a miner handed it in.
///
/// @param job null where none of that id is known any more
/// @param proof what it really is; null without the job
/// @param current whether the job was the last one then, or no clean one came after it
public record SeenShare(
    MinerMessage.Submit submit,
    @Nullable SeenJob job,
    @Nullable Proof proof,
    boolean current,
    Moment at) {

  /// What it really is worth; 0 where that is not known.
  public double difficulty() {
    return proof == null ? 0 : proof.difficulty();
  }

  public boolean isBlock() {
    return proof != null && proof.block();
  }
}
