package dev.adit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Has the whole heap collected when it has grown a lot. The serial collector looks at old objects
/// only where the limit of the heap is reached, which is half of the machine: what lives for some
/// seconds, as shares do, would fill all of that before anything is given back.
@SuppressWarnings("FutureReturnValueIgnored") // its one task throws nothing
final class HeapKeeper implements AutoCloseable {
  /// A collection stops everything for about a tenth of a second: below this it is not worth it.
  static final long LEAST_BYTES = 256L << 20;

  private static final long EVERY_SECONDS = 30;

  private long mostBytes = LEAST_BYTES;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("adit-heap").daemon().factory());

  /// From now on, until it is closed.
  static HeapKeeper start() {
    HeapKeeper keeper = new HeapKeeper();
    keeper.timer.scheduleWithFixedDelay(
        keeper::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return keeper;
  }

  private void look() {
    if (isDue(usedBytes())) {
      System.gc();
      onCollected(usedBytes());
    }
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// @param usedBytes of the heap, by what lives and what does not
  boolean isDue(long usedBytes) {
    return usedBytes > mostBytes;
  }

  /// @param liveBytes what is left of them
  void onCollected(long liveBytes) {
    mostBytes = Math.max(LEAST_BYTES, 3 * liveBytes);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
