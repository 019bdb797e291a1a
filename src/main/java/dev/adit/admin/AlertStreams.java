package dev.adit.admin;

import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Those who are told of alerts as they come: a request that lasts, and few of them.
final class AlertStreams implements AutoCloseable {
  static final String TYPE = "text/event-stream";
  private static final int MOST = 16;
  private static final int MOST_WAITING = 1_000;

  /// Shorter than any proxy's patience with a connection on which nothing happens.
  private static final int BREATH_SECONDS = 10;

  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  /// Tells everything from now on, beginning with what is known; on the request's own thread, until
  /// the client is gone, or nothing is watched any more.
  ///
  /// @return false, and nothing is told, where too many listen already
  boolean serve(Exchange request, Forensics forensics) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return false;
    }
    BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    // Whoever reads slower than alerts come misses some; the list has them all.
    Consumer<Alert> listener = waiting::offer;
    forensics.listen(listener);
    try {
      OutputStream out = request.type(TYPE).out();
      for (Alert known : forensics.alerts().reversed()) {
        say(out, event(known));
      }
      say(out, ": listening\n\n");
      tell(out, waiting, forensics);
    } catch (IOException gone) {
      // as everybody who listens is some day
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      forensics.unlisten(listener);
      open.decrementAndGet();
    }
    return true;
  }

  private void tell(OutputStream out, BlockingQueue<Alert> waiting, Forensics forensics)
      throws IOException, InterruptedException {
    int silent = 0;
    while (!closed && !forensics.isClosed()) {
      Alert next = waiting.poll(1, TimeUnit.SECONDS);
      if (next != null) {
        say(out, event(next));
        silent = 0;
      } else if (++silent == BREATH_SECONDS) {
        say(out, ": still here\n\n");
        silent = 0;
      }
    }
  }

  private static String event(Alert alert) {
    return "id: %d\nevent: alert\ndata: %s\n\n".formatted(alert.number(), AlertPages.text(alert));
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Whoever listens is told nothing more, within a second.
  @Override
  public void close() {
    closed = true;
  }
}
