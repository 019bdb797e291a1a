package dev.adit.forensics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// On which everything is heard, one thing after the other. A fault in one of them is counted and
/// takes nothing else with it.
final class HearingThread {
  private static final Logger LOG = LoggerFactory.getLogger(HearingThread.class);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long STOPPED_NANOS = 10_000_000_000L;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_MILLIS = 3_000;

  private final HeardQueue queue;
  private final Analyst analyst;
  private final Consumer<Moment> eachSecond;
  private final AtomicLong faults = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  /// @param queue what is heard, from [#start()] on
  /// @param eachSecond what is done besides, among it
  HearingThread(HeardQueue queue, Analyst analyst, Consumer<Moment> eachSecond) {
    this.queue = queue;
    this.analyst = analyst;
    this.eachSecond = eachSecond;
    this.thread = Thread.ofPlatform().name("forensics").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  long faults() {
    return faults.get();
  }

  boolean isClosing() {
    return closing;
  }

  private void run() {
    // What carries the bytes goes first wherever both want a processor.
    Niceness.of(Niceness.PATIENT);
    long ticked = System.nanoTime();
    while (true) {
      boolean last = closing;
      Heard next = queue.poll();
      if (next != null) {
        attempt(() -> analyst.on(next));
      }
      long now = System.nanoTime();
      if (now - ticked >= TICK_NANOS) {
        boolean stopped = now - ticked >= STOPPED_NANOS;
        ticked = now;
        // After a stop of ours what was said meanwhile still lies in the sockets: a second later.
        if (!stopped) {
          tick();
        }
      }
      if (next == null) {
        if (last) {
          attempt(analyst::close);
          return;
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }

  private void tick() {
    Moment at = Moment.now();
    // What was said before it is heard before it, however late.
    queue.put(new Heard.Errand(() -> eachSecond.accept(at)));
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (OutOfMemoryError everybodys) {
      throw everybodys;
    } catch (RuntimeException | Error ours) {
      if (faults.incrementAndGet() <= 10) {
        LOG.error("forensics: a fault of Adit; what is relayed is not touched by it", ours);
      }
    }
  }

  /// Hears what has been said until now, for a moment at most.
  void close() {
    queue.close();
    closing = true;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
