package dev.adit.ledger;

import dev.adit.aggregate.BlockFound;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import dev.adit.work.Proof;
import dev.adit.work.Uint256;
import java.util.List;
import java.util.Objects;

/// A block that somebody found.
final class SampleBlock {
  private SampleBlock() {}

  /// @param hash of the block, in its lowest bits
  static BlockFound by(String worker, int hash) {
    PoolMessage.Notify notify =
        new PoolMessage.Notify(
            "job1",
            hex("00".repeat(32)),
            hex("0102"),
            hex("0304"),
            List.of(hex("11".repeat(32))),
            0x20000000,
            0x207fffff,
            0x6553f100,
            true);
    Difficulty one = Difficulty.of(1, Algorithm.SHA256D);
    Candidate share =
        new Candidate(
            new Job(notify, Algorithm.SHA256D, one),
            hex("aabb"),
            hex("cc"),
            0x6553f100,
            42,
            null,
            0,
            one);
    Uint256 proven = new Uint256(0, 0, 0, hash);
    Proof proof = new Proof(hex("00".repeat(80)), proven, proven, true, 1e15);
    return new BlockFound("main", worker, "wallet.rig1", "10.0.0.7", share, proof);
  }

  private static HexBytes hex(String digits) {
    return Objects.requireNonNull(HexBytes.parse(digits));
  }
}
