package dev.adit.ledger;

import dev.adit.aggregate.BlockFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Every block that was found, in `blocks.jsonl`, before it goes to the pool.
///
/// A block is worth more than its record: whoever waits for the record waits a moment at most, and
/// goes on when it fails. What could not be written stands in the program's log instead.
public final class BlockLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockLog.class);
  private static final int MOST_WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final LineSink sink;
  private final Duration patience;

  /// One thread, there only while there is something to write.
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          0,
          1,
          5,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("blocks").daemon().factory());

  private volatile FoundBlocks found = FoundBlocks.NONE;

  /// Only the writer's.
  private long celebratedNanos = System.nanoTime() - 1_000_000_000;

  BlockLog(LineSink sink, Duration patience) {
    this.sink = sink;
    this.patience = patience;
  }

  /// A log in that directory, which is made if it is missing. One that can't be written to is
  /// complained about now, while there is time.
  public static BlockLog open(Path directory) {
    Path file = directory.resolve("blocks.jsonl");
    try {
      Files.createDirectories(directory);
      if (!Files.isWritable(Files.exists(file) ? file : directory)) {
        throw new IOException("no permission");
      }
    } catch (IOException failure) {
      LOG.warn(
          "blocks can't be written to {} ({}): this log will be their only record",
          file,
          failure.toString());
    }
    return new BlockLog(new DurableFile(file), PATIENCE);
  }

  /// Returns at once. `then` runs exactly once, on any thread: when the block is on the disk, or
  /// can't be, or it takes too long.
  public void write(BlockFound block, Runnable then) {
    Instant time = Instant.now();
    count(block, time);
    Runnable once = once(then);
    try {
      writer.execute(
          () -> {
            try {
              append(block, time);
            } finally {
              once.run();
            }
          });
      CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS).execute(once);
    } catch (RejectedExecutionException tooManyOrClosed) {
      lament(block, time, "its queue is full or closed");
      once.run();
    }
  }

  /// What was found so far, written or not.
  public FoundBlocks found() {
    return found;
  }

  private synchronized void count(BlockFound block, Instant time) {
    found = found.and(block, time);
  }

  private void append(BlockFound block, Instant found) {
    try {
      sink.append(BlockLine.of(block, found));
      LOG.atLevel(celebration())
          .log(
              "BLOCK found by {} for pool {}: {} (written to {})",
              printable(block.worker()),
              block.pool(),
              block.proof().blockHash().toHex(),
              sink);
    } catch (IOException failure) {
      lament(block, found, failure.toString());
    }
  }

  /// On a test network every share may be a block; a feast a second is enough.
  private Level celebration() {
    long now = System.nanoTime();
    if (now - celebratedNanos < 1_000_000_000) {
      return Level.DEBUG;
    }
    celebratedNanos = now;
    return Level.INFO;
  }

  private void lament(BlockFound block, Instant found, String why) {
    LOG.warn("BLOCK found and not written to {} ({}): {}", sink, why, BlockLine.of(block, found));
  }

  private static Runnable once(Runnable then) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        then.run();
      }
    };
  }

  /// A name is the miner's choice; it shall not write lines of its own.
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  /// Waits a moment for what is still to be written.
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("blocks may be missing from {}: it takes too long to write", sink);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
