package dev.adit.ledger;

import dev.adit.aggregate.BlockFound;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The blocks found since the start, at proxies and at taps; immutable.
///
/// @param count of all of them
/// @param latest the newest first, [#KEPT] at most: on a test network every share may be a block
public record FoundBlocks(long count, List<Entry> latest) {
  static final int KEPT = 20;

  public static final FoundBlocks NONE = new FoundBlocks(0, List.of());

  /// One of them.
  ///
  /// @param hash names the block
  /// @param difficulty what its share is worth
  public record Entry(
      Instant time, String pool, String worker, String address, String hash, double difficulty) {}

  public FoundBlocks {
    latest = List.copyOf(latest);
  }

  /// These and one more. One that is handed in again, as it can be at a tap, is none.
  public FoundBlocks and(BlockFound block, Instant found) {
    String hash = block.proof().blockHash().toHex();
    if (latest.stream().anyMatch(known -> known.hash().equals(hash))) {
      return this;
    }
    Entry entry =
        new Entry(
            found, block.pool(), block.worker(), block.address(), hash, block.proof().difficulty());
    return new FoundBlocks(
        count + 1, Stream.concat(Stream.of(entry), latest.stream()).limit(KEPT).toList());
  }
}
