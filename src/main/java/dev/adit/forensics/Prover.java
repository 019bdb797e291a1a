package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.work.Candidate;
import dev.adit.work.Job;
import dev.adit.work.Proof;
import dev.adit.work.ShareJudge;
import org.jspecify.annotations.Nullable;

/// Hashes shares. One for all conversations, on their thread.
final class Prover {
  private final ShareJudge judge = new ShareJudge();

  /// What a share really is. By the wrong extranonce it would be worth next to nothing, so of two
  /// the better one is the miner's.
  ///
  /// @param extranonce1 in force for the job
  /// @param other that the miner may have followed; null: none
  Proof prove(
      MinerMessage.Submit submit,
      Job job,
      int versionMask,
      HexBytes extranonce1,
      @Nullable HexBytes other) {
    Proof proof = judge.prove(candidate(submit, job, versionMask, extranonce1));
    if (other == null) {
      return proof;
    }
    Proof followed = judge.prove(candidate(submit, job, versionMask, other));
    return followed.difficulty() > proof.difficulty() ? followed : proof;
  }

  private static Candidate candidate(
      MinerMessage.Submit submit, Job job, int versionMask, HexBytes extranonce1) {
    return new Candidate(
        job,
        extranonce1,
        submit.extranonce2(),
        submit.ntime(),
        submit.nonce(),
        submit.versionBits(),
        versionMask,
        job.poolDifficulty());
  }
}
