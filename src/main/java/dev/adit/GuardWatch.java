package dev.adit;

import dev.adit.guard.Guard;
import dev.adit.guard.GuardNews;
import dev.adit.guard.GuardSettings;
import dev.adit.ledger.BanFile;
import dev.adit.net.GuardLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the guard time, and keeps its bans over a restart.
@SuppressWarnings("FutureReturnValueIgnored") // its one task catches what it throws
final class GuardWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardWatch.class);
  private static final long TICK_SECONDS = 1;

  private final AtomicBoolean changed = new AtomicBoolean();
  private final Guard guard;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("adit-guard").daemon().factory());

  private @Nullable Path path;
  private boolean complained;

  /// @param path where bans survive; null: nowhere
  GuardWatch(GuardSettings settings, @Nullable Path path) {
    GuardNews news = new GuardLog(() -> changed.set(true));
    this.guard = new Guard(settings, news);
    this.path = path;
  }

  Guard guard() {
    return guard;
  }

  /// Takes up the bans of the last run.
  ///
  /// @throws IOException where there is a file that can't be used; the message says what to do
  void start() throws IOException {
    if (path != null) {
      BanFile file = new BanFile(path);
      try {
        BanFile.Content content = file.read(Instant.now());
        guard.restore(content.bans(), System.nanoTime());
        if (content.strange() > 0) {
          LOG.warn("{}: {} lines are no bans and are left out", file, content.strange());
        }
        // Now, while somebody looks: a ban that can't be kept is noticed too late.
        file.write(content.bans(), Instant.now());
      } catch (IOException unusable) {
        throw new IOException(
            "guard.file: \"%s\" can't be read and written (%s): give this user the right to, or"
                    .formatted(path, unusable.getClass().getSimpleName())
                + " name another file",
            unusable);
      }
    }
    thread.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  /// For a reload.
  synchronized void settings(GuardSettings settings, @Nullable Path next) {
    guard.settings(settings, System.nanoTime());
    if (!Objects.equals(path, next)) {
      path = next;
      changed.set(true);
    }
  }

  private void tick() {
    try {
      guard.tick(System.nanoTime());
      keep();
    } catch (RuntimeException fault) {
      LOG.error("a fault of Adit in the guard's tick", fault);
    }
  }

  private synchronized void keep() {
    boolean real = !guard.settings().dryRun();
    if (path == null || !real || !changed.getAndSet(false)) {
      return;
    }
    BanFile file = new BanFile(path);
    try {
      file.write(guard.bans(System.nanoTime()), Instant.now());
      complained = false;
    } catch (IOException failure) {
      changed.set(true);
      if (!complained) {
        complained = true;
        LOG.warn(
            "bans can't be written to {} ({}): tried again every second", file, failure.toString());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    keep();
  }
}
