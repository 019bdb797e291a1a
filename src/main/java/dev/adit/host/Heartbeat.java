package dev.adit.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Tells the service manager that we live, twice as often as it wants to hear it, as long as we do:
/// a program whose loops hang still has threads that could say so, so the loops are asked first.
/// Has a thread of its own, which starts only where somebody waits for it.
public final class Heartbeat implements AutoCloseable {
  private final Thread thread;

  private Heartbeat(Thread thread) {
    this.thread = thread;
  }

  /// Starts it.
  ///
  /// @param lives asks what must work, and may take its time: silence is an answer
  public static Heartbeat start(NotifySocket socket, BooleanSupplier lives) {
    Thread.Builder.OfPlatform builder = Thread.ofPlatform().daemon().name("adit-heartbeat");
    Runnable beats =
        () ->
            socket
                .watchdogMicros()
                .ifPresent(micros -> beat(socket, Duration.ofNanos(micros * 500), lives));
    return new Heartbeat(
        socket.watchdogMicros().isPresent() ? builder.start(beats) : builder.unstarted(beats));
  }

  private static void beat(NotifySocket socket, Duration pause, BooleanSupplier lives) {
    try {
      while (true) {
        if (lives.getAsBoolean()) {
          socket.alive();
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
