package dev.adit.forensics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears conversations on a thread of its own. Thread-safe.
public final class Forensics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forensics.class);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_MILLIS = 3_000;

  /// At most an eighth of the heap.
  private static final long MOST_QUEUED_BYTES = 64L << 20;

  private final HeardQueue queue =
      new HeardQueue(Math.min(MOST_QUEUED_BYTES, Runtime.getRuntime().maxMemory() / 8));
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AlertBook book;
  private final Scoreboard board;
  private final @Nullable StatsCheck statsCheck;
  private final Analyst analyst;
  private final Thread thread;
  private volatile ForensicsView view;
  private volatile boolean closing;

  Forensics(AlertBook book, Scoreboard board, List<Witness.Source> others) {
    this(book, board, others, null);
  }

  /// @param statsCheck of the pool's own figures; null where it is not asked for them
  Forensics(
      AlertBook book,
      Scoreboard board,
      List<Witness.Source> others,
      @Nullable StatsCheck statsCheck) {
    this.book = book;
    this.board = board;
    this.statsCheck = statsCheck;
    List<Witness.Source> all = new ArrayList<>(others);
    if (statsCheck != null) {
      all.add(statsCheck);
    }
    all.add(board);
    this.analyst = new Analyst(all);
    this.view = board.view(Moment.now(), ClockReading.NONE, book.counts(), 0, 0, null);
    this.thread = Thread.ofPlatform().name("forensics").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Somebody talks. Whoever is handed the ear tells it all that is said, until it ends.
  public Ear listen(Call call) {
    return new Ear(queue, missed, calls.incrementAndGet(), call);
  }

  /// What became of asking a pool for its figures.
  void asked(PoolAnswer answer) {
    queue.put(new Heard.Asked(answer, Moment.now()));
  }

  /// As of a second ago at most, while the thread keeps up.
  public ForensicsView view() {
    return view;
  }

  /// What was found, the newest first.
  public List<Alert> alerts() {
    return book.alerts();
  }

  /// Told of each alert when it is new, and now and then when it comes again. On the thread that
  /// listens to everything: it must not wait.
  public void listen(Consumer<Alert> listener) {
    book.listen(listener);
  }

  public void unlisten(Consumer<Alert> listener) {
    book.unlisten(listener);
  }

  /// Pieces of what was said that were not heard, for lack of time.
  public long missed() {
    return missed.get();
  }

  /// How often something here went wrong that must not.
  public long faults() {
    return faults.get();
  }

  private void run() {
    long ticked = System.nanoTime();
    while (true) {
      boolean last = closing;
      Heard next = queue.poll();
      if (next != null) {
        attempt(() -> analyst.on(next));
      }
      long now = System.nanoTime();
      if (now - ticked >= TICK_NANOS) {
        ticked = now;
        attempt(this::pass);
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

  private void pass() {
    Moment at = Moment.now();
    analyst.pass(at);
    view =
        board.view(
            at,
            analyst.clock(),
            book.counts(),
            missed.get(),
            faults.get(),
            statsCheck == null ? null : statsCheck.view(at));
  }

  /// What one conversation does to us must not make us deaf for the others.
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError ours) {
      if (faults.incrementAndGet() <= 10) {
        LOG.error("forensics: a fault of Adit; what is relayed is not touched by it", ours);
      }
    }
  }

  /// Hears what has been said until now, for a moment at most.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
