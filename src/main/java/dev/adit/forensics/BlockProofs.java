package dev.adit.forensics;

import dev.adit.aggregate.BlockFound;
import dev.adit.forensics.Observation.ShareSent;
import dev.adit.stratum.HexBytes;
import dev.adit.work.Candidate;
import dev.adit.work.Proof;
import java.util.function.Consumer;

/// Gives away all that proves a miner's block. To be heard before all others, who wait for disks:
/// who is killed meanwhile has it. Blocks of lanes are written down before they come here.
final class BlockProofs implements Witness.Source {
  private final Consumer<BlockFound> record;

  /// @param record where they are written down at once; it must not wait
  BlockProofs(Consumer<BlockFound> record) {
    this.record = record;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof ShareSent(Moment _, SeenShare share)
          && conversation.call().kind() == Call.Kind.MINER) {
        SeenJob job = share.job();
        Proof proof = share.proof();
        if (job != null && proof != null && proof.block()) {
          record.accept(block(conversation, share, job, proof));
        }
      }
    };
  }

  private static BlockFound block(
      Conversation conversation, SeenShare share, SeenJob job, Proof proof) {
    Candidate candidate =
        new Candidate(
            job.job(),
            job.extranonce1() == null ? HexBytes.EMPTY : job.extranonce1(),
            share.submit().extranonce2(),
            share.submit().ntime(),
            share.submit().nonce(),
            share.submit().versionBits(),
            conversation.versionMask(),
            job.job().poolDifficulty());
    Call call = conversation.call();
    String worker = share.submit().worker();
    return new BlockFound(call.pool(), worker, worker, call.miner(), candidate, proof);
  }
}
