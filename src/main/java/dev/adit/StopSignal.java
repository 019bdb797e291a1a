package dev.adit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C or SIGTERM as something that a command waits for, to stop in its own order.
final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Signals.on("INT", signal.asked::countDown);
    Signals.on("TERM", signal.asked::countDown);
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
}
