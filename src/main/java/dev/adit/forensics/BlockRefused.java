package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import java.util.Map;

/// Proves that a pool refused a block that was good: its hash meets the network's target and no
/// other block had come. Where it says that the block was stale, it has ten seconds to show a newer
/// one. HIGH. False positives: a job with a wrong coinbase or transactions, which makes the block
/// invalid (the pool's fault as well).
final class BlockRefused implements Witness.Source {
  private final AlertBook book;

  BlockRefused(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    CurrentRefusals refusals = new CurrentRefusals();
    return seen -> {
      Call call = conversation.call();
      refusals.settled(seen).forEach(refused -> report(call, refused));
      if (seen instanceof ShareAnswered answered
          && answered.share().isBlock()
          && !answered.answer().accepted()
          && !conversation.isDoubtful()) {
        switch (Refusal.of(answered.answer())) {
          case STALE -> refusals.add(answered, conversation.job());
          case LOW, OTHER -> {
            if (CurrentRefusals.isCurrent(answered, conversation.job())) {
              report(call, answered);
            }
          }
          case DUPLICATE -> {}
        }
      }
    };
  }

  private void report(Call call, ShareAnswered refused) {
    book.report(
        call,
        refused.at(),
        Suspicion.BLOCK_REFUSED,
        "The pool refused a BLOCK that was good: " + Brief.of(refused.answer().text()),
        facts(refused.share()));
  }

  /// What must be known of a block.
  static Map<String, Object> facts(SeenShare block) {
    var proof = block.proof();
    return Details.of(
        "worker", block.submit().worker(),
        "job", block.submit().jobId(),
        "share_difficulty", block.difficulty(),
        "hash", proof == null ? "" : proof.blockHash().toHex(),
        "header", proof == null ? "" : proof.header().hex());
  }
}
