package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareSent;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Proof;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells of blocks, proven by their hash before any pool has said a word, and of shares that come
/// near one: from the given part of the network's difficulty on. INFO. No false positives, as long
/// as the pool's jobs are of the chain that it says.
final class BlocksFound implements Witness.Source {
  private final AlertBook book;
  private final double nearMiss;

  /// @param nearMiss the part of the network's difficulty that is near; 0: none is
  BlocksFound(AlertBook book, double nearMiss) {
    this.book = book;
    this.nearMiss = nearMiss;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof ShareSent(Moment at, SeenShare share)) {
        SeenJob job = share.job();
        Proof proof = share.proof();
        if (job != null && proof != null) {
          onShare(conversation, at, share, job, proof);
        }
      }
    };
  }

  private void onShare(
      Conversation conversation, Moment at, SeenShare share, SeenJob job, Proof proof) {
    double network = Scoreboard.networkDifficulty(conversation, job);
    if (proof.block()) {
      onBlock(conversation.call(), at, share, job, proof, network);
    } else if (nearMiss > 0 && proof.difficulty() >= nearMiss * network) {
      book.report(
          conversation.call(),
          at,
          Suspicion.NEAR_MISS,
          "A share of difficulty %s: %s %% of a block's."
              .formatted(
                  Details.number(proof.difficulty()),
                  Details.number(100 * proof.difficulty() / network)),
          Details.of(
              "worker", share.submit().worker(),
              "job", share.submit().jobId(),
              "share_difficulty", proof.difficulty(),
              "network_difficulty", network,
              "hash", proof.powHash().toHex()));
    }
  }

  private void onBlock(
      Call call, Moment at, SeenShare share, SeenJob job, Proof proof, double network) {
    HexBytes first = job.extranonce1() == null ? HexBytes.EMPTY : job.extranonce1();
    book.report(
        call,
        at,
        Suspicion.BLOCK,
        "BLOCK: a share of difficulty %s, of a network that asks for %s."
            .formatted(Details.number(proof.difficulty()), Details.number(network)),
        facts(share, job.notification(), first, proof, network));
  }

  private static Map<String, Object> facts(
      SeenShare share, Notify job, HexBytes first, Proof proof, double network) {
    HexBytes second = share.submit().extranonce2();
    return Details.of(
        "worker", share.submit().worker(),
        "job", job.jobId(),
        "hash", proof.blockHash().toHex(),
        "pow_hash", proof.powHash().toHex(),
        "share_difficulty", proof.difficulty(),
        "network_difficulty", network,
        "header", proof.header().hex(),
        "coinbase", job.coinb1().plus(first).plus(second).plus(job.coinb2()).hex(),
        "merkle_branch", job.branch().stream().map(HexBytes::hex).collect(Collectors.joining(",")));
  }
}
