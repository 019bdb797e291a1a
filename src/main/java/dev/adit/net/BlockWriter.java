package dev.adit.net;

import dev.adit.aggregate.BlockFound;

/// Where found blocks are written down before they go to the pool.
@FunctionalInterface
public interface BlockWriter {

  /// Returns at once. `then` is called when the block is on the disk, or can't be written; on any
  /// thread.
  void write(BlockFound block, Runnable then);
}
