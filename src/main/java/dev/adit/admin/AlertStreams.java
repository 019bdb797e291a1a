package dev.adit.admin;

import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import io.javalin.http.sse.SseClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Those who are told of alerts as they come: a thread each, and few of them.
final class AlertStreams {
  private static final int MOST = 16;
  private static final int MOST_WAITING = 1_000;

  /// Shorter than any proxy's patience with a connection on which nothing happens.
  private static final long BREATH_SECONDS = 10;

  private final AtomicInteger open = new AtomicInteger();

  boolean areFull() {
    return open.get() >= MOST;
  }

  /// Tells the client everything from now on, beginning with what is known.
  void open(SseClient client, @Nullable Forensics forensics) {
    if (forensics == null) {
      client.close();
      return;
    }
    open.incrementAndGet();
    client.keepAlive();
    BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    // Whoever reads slower than alerts come misses some; the list has them all.
    Consumer<Alert> listener = waiting::offer;
    AtomicBoolean gone = new AtomicBoolean();
    client.onClose(() -> gone.set(true));
    forensics.listen(listener);
    Thread.ofVirtual()
        .name("alerts")
        .start(
            () -> {
              try {
                forensics.alerts().reversed().forEach(alert -> send(client, alert));
                tell(client, waiting, gone);
              } finally {
                forensics.unlisten(listener);
                open.decrementAndGet();
                client.close();
              }
            });
  }

  private static void tell(SseClient client, BlockingQueue<Alert> waiting, AtomicBoolean gone) {
    try {
      while (!gone.get() && !client.terminated()) {
        Alert next = waiting.poll(BREATH_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          client.sendComment("still here");
        } else {
          send(client, next);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(SseClient client, Alert alert) {
    client.sendEvent("alert", AlertPages.text(alert), Long.toString(alert.number()));
  }
}
