package dev.adit;

import dev.adit.guard.Guard;
import dev.adit.guard.GuardNews;
import dev.adit.guard.GuardSettings;
import dev.adit.ledger.BanFile;
import dev.adit.net.GuardLog;
import java.io.IOException;
import java.nio.file.Files;
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

  /// Takes up the bans of the last run, and begins.
  ///
  /// @throws IOException where the file is none of ours, or can't be read; the message says what to
  ///   do
  void start() throws IOException {
    take(path);
    thread.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  /// For a reload: tries the file before anything changes.
  ///
  /// @throws IOException as [#start]; nothing has changed then
  synchronized void file(@Nullable Path next) throws IOException {
    if (!Objects.equals(path, next)) {
      take(next);
      path = next;
      changed.set(true);
    }
  }

  /// For a reload.
  void settings(GuardSettings settings) {
    guard.settings(settings, System.nanoTime());
  }

  private void take(@Nullable Path from) throws IOException {
    if (from == null) {
      return;
    }
    String key = "guard.file: \"" + from + "\" ";
    BanFile.Content content;
    try {
      content = new BanFile(from).read(Instant.now());
    } catch (IOException unreadable) {
      throw new IOException(
          key + "can't be read (" + unreadable + "): give this user the right to", unreadable);
    }
    if (content.strange() > 0) {
      throw new IOException(
          key
              + "has "
              + content.strange()
              + (content.strange() == 1 ? " line that is no ban" : " lines that are no bans")
              + ": take out what is no ban, or name another file, since this one is"
              + " written anew with each ban");
    }
    Path directory = from.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IOException(key + "is in no directory that there is: make it");
    }
    if (!Files.isWritable(directory) || (Files.exists(from) && !Files.isWritable(from))) {
      LOG.warn("{}can't be written: no ban will survive a restart", key);
    }
    guard.restore(content.bans(), System.nanoTime());
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
