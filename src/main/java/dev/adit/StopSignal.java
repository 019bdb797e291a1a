package dev.adit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C or SIGTERM as something that a command waits for, to stop in its own order: the program
/// then ends with code 0, not with the signal's.
///
/// To be the first resource that a command opens, so that it is the last to close: that is when the
/// program may end.
final class StopSignal implements AutoCloseable {
  /// A command that takes longer to stop is stopped.
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onSignal, "stop-signal");

  private StopSignal() {}

  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /// Waits; true as soon as the program is to stop.
  boolean within(Duration time) {
    try {
      return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is waiting for what was just counted down.
    }
  }

  private void onSignal() {
    asked.countDown();
    try {
      boolean inTime = stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(inTime ? 0 : 1);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
