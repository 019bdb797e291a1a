package dev.adit.admin.top;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks an Adit again and again on a thread of its own, so that keys are heard while an answer is
/// waited for. Thread-safe.
final class Lookout implements AutoCloseable {

  /// One look.
  interface Look {
    Frame take() throws IOException;
  }

  /// What the last look found.
  ///
  /// @param frame the last there was; null where there was none
  /// @param problem why there is no newer one; empty where there is one
  record Found(@Nullable Frame frame, String problem) {}

  private final Look look;
  private final long intervalNanos;
  private final Thread thread;
  private volatile Found found = new Found(null, "");

  Lookout(Look look, Duration interval) {
    this.look = look;
    this.intervalNanos = interval.toNanos();
    this.thread = Thread.ofPlatform().name("adit-top").daemon().start(this::run);
  }

  Found found() {
    return found;
  }

  private void run() {
    try {
      while (true) {
        long began = System.nanoTime();
        found = take();
        long left = intervalNanos - (System.nanoTime() - began);
        // Who takes long to answer is not asked without a pause.
        TimeUnit.NANOSECONDS.sleep(Math.max(left, intervalNanos / 4));
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private Found take() {
    try {
      return new Found(look.take(), "");
    } catch (IOException | RuntimeException failed) {
      String why = failed.getMessage();
      return new Found(found.frame(), why == null ? failed.getClass().getSimpleName() : why);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
