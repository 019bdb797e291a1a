package dev.adit.forensics;

import dev.adit.aggregate.BlockFound;
import dev.adit.aggregate.Conduct;
import dev.adit.config.ForensicsConfig;
import dev.adit.forensics.ntp.ClockReading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Hears conversations on a thread of its own. Thread-safe.
public final class Forensics implements AutoCloseable {
  /// At most an eighth of the heap.
  private static final long MOST_QUEUED_BYTES = 64L << 20;

  private final HeardQueue queue =
      new HeardQueue(Math.min(MOST_QUEUED_BYTES, Runtime.getRuntime().maxMemory() / 8));
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final AlertBook book;
  private final Scoreboard board;
  private final Analyst analyst;
  private final HearingThread thread;
  private volatile ForensicsView view;
  private Consumer<BlockFound> blocks = _ -> {};
  private final Outside outside = new Outside(this);

  /// Says who is asked from the start on; null: nobody.
  private @Nullable ForensicsConfig first;

  /// Only the thread's.
  private @Nullable Detectors detectors;

  /// One that goes by the configuration. What it is told until [#start()] waits; before that it
  /// writes nothing and asks nobody.
  ///
  /// @param blocks is given the blocks of miners as soon as they are heard; it must not wait
  public static Forensics of(ForensicsConfig how, Consumer<BlockFound> blocks) {
    Forensics made =
        new Forensics(
            new AlertBook(), new Scoreboard(how.nearMiss(), System.nanoTime()), List.of());
    made.blocks = blocks;
    made.hearAs(how);
    made.first = how;
    return made;
  }

  /// @param others who hear, until it is told of a configuration
  Forensics(AlertBook book, Scoreboard board, List<Witness.Source> others) {
    this.book = book;
    this.board = board;
    List<Witness.Source> all = new ArrayList<>(others);
    all.add(board);
    this.analyst = new Analyst(all);
    this.thread = new HearingThread(queue, analyst, this::pass);
    this.view = look(Moment.now());
  }

  /// From now on it goes by that. Conversations go on; what detectors remember of them begins anew.
  public synchronized void tell(ForensicsConfig how) {
    hearAs(how);
    outside.follow(how);
  }

  private void hearAs(ForensicsConfig how) {
    inTurn(() -> analyst.heardBy(hearers(how), Moment.now()));
  }

  private List<Witness.Source> hearers(ForensicsConfig how) {
    board.nearMiss(how.nearMiss());
    detectors = new Detectors(how, book);
    List<Witness.Source> all = new ArrayList<>();
    all.add(new BlockProofs(blocks));
    all.addAll(FileRoom.writers(how, book));
    all.addAll(detectors.all());
    all.add(board);
    return all;
  }

  public synchronized void start() {
    thread.start();
    if (first != null) {
      outside.follow(first);
    }
  }

  /// Has something done on the analyser's thread, after all that has been heard until now.
  void inTurn(Runnable what) {
    queue.put(new Heard.Errand(what));
  }

  /// Somebody talks. Whoever is handed the ear tells it all that is said, until it ends.
  public Ear listen(Call call) {
    return new Ear(queue, missed, calls.incrementAndGet(), call, null);
  }

  /// The same, of one miner whose behaviour somebody wants to know.
  ///
  /// @param conduct is told as soon as it is heard, on the thread that listens to everything: it
  ///   must not wait
  /// @param loginNanos time to log in, as of when it is asked; 0: any
  public Ear listen(Call call, Conduct conduct, LongSupplier loginNanos) {
    Manners manners = new Manners(conduct, loginNanos);
    return new Ear(queue, missed, calls.incrementAndGet(), call, manners);
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

  /// What the time servers say.
  void clocked(ClockReading reading) {
    queue.put(new Heard.Clocked(reading, Moment.now()));
  }

  /// Pieces of what was said that were not heard, for lack of time.
  public long missed() {
    return missed.get();
  }

  /// How often something here went wrong that must not.
  public long faults() {
    return thread.faults();
  }

  private void pass(Moment at) {
    try {
      analyst.pass(at);
    } finally {
      view = look(at);
    }
  }

  private ForensicsView look(Moment at) {
    Detectors now = detectors;
    return board.view(
        at,
        analyst.clock(),
        now == null ? List.of() : now.pools(),
        now == null ? List.of() : now.searchSpaces(),
        book.counts(),
        missed.get(),
        thread.faults(),
        now == null ? null : now.statistics(at));
  }

  /// Whether nothing more is heard.
  public boolean isClosed() {
    return thread.isClosing();
  }

  /// Hears what has been said until now, for a moment at most. Who still speaks is not heard.
  @Override
  public synchronized void close() {
    outside.close();
    thread.close();
  }
}
