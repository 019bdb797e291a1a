package dev.adit.work;

import dev.adit.stratum.HexBytes;
import java.util.Arrays;

/// What a share's header hashes to.
///
/// @param header 80 bytes
/// @param blockHash SHA-256d of the header, which names a block
/// @param powHash the hash that must be low; the same as `blockHash` for SHA-256d
/// @param block whether `powHash` is at or below the network's target
/// @param difficulty what `powHash` is worth in the unit of the job's algorithm
public record Proof(
    HexBytes header, Uint256 blockHash, Uint256 powHash, boolean block, double difficulty) {

  /// 32 bytes in the order they are hashed.
  public HexBytes merkleRoot() {
    byte[] bytes = header.toByteArray();
    return HexBytes.of(Arrays.copyOfRange(bytes, Header.MERKLE_ROOT, Header.MERKLE_ROOT + 32));
  }
}
