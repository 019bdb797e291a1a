package dev.adit.net;

import dev.adit.aggregate.BlockFound;

/// Where found blocks are written down before they go to the pool.
@FunctionalInterface
public interface BlockWriter {

  /// Returns at once. `then` is called once, on any thread: when the block is on the disk, or can't
  /// be, or takes too long.
  void write(BlockFound block, Runnable then);
}
