package dev.adit.relay;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The flows of one relay. Thread-safe, by the lock of the totals that it shares with other relays
/// of its name: who holds it sees each byte either in a flow that goes on or in the totals. What a
/// flow counts is still there when it has ended, so who takes the list and the totals with it may
/// look at the flows later.
///
/// @param <F> what a flow is here
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be cut off has ended
final class FlowBook<F> {
  /// How one looks at this moment.
  interface Look<F> {
    FlowView at(F flow, long nowNanos);
  }

  private final RelayTotals totals;
  private final Look<F> look;
  private final Consumer<F> stopper;
  private final Set<F> open = new HashSet<>();
  private final CompletableFuture<@Nullable Void> emptied = new CompletableFuture<>();
  private boolean ending;

  /// @param totals of all relays of this name
  /// @param stopper ends a flow, from any thread, at once or soon
  FlowBook(RelayTotals totals, Look<F> look, Consumer<F> stopper) {
    this.totals = totals;
    this.look = look;
    this.stopper = stopper;
  }

  RelayTotals totals() {
    return totals;
  }

  void begun(F flow) {
    synchronized (totals) {
      totals.begun();
      open.add(flow);
    }
    if (emptied.isDone()) { // it was on its way when the relay ended
      stopper.accept(flow);
    }
  }

  /// Its bytes step over into the totals.
  void ended(F flow, FlowView last, FlowEnd why) {
    synchronized (totals) {
      if (open.remove(flow)) {
        totals.ended(why, last.sent(), last.received());
        totals.notifyAll();
      }
    }
    completeIfEmpty();
  }

  private void completeIfEmpty() {
    boolean done;
    synchronized (totals) {
      done = ending && open.isEmpty();
    }
    if (done) {
      emptied.complete(null);
    }
  }

  /// Lets them go on for the patience, then ends those that are left.
  CompletableFuture<?> end(long patienceNanos, EventLoop timer) {
    synchronized (totals) {
      ending = true;
    }
    completeIfEmpty();
    if (!emptied.isDone()) {
      var cutOff =
          timer.schedule(() -> flows().forEach(stopper), patienceNanos, TimeUnit.NANOSECONDS);
      emptied.thenRun(() -> cutOff.cancel(false));
    }
    return emptied;
  }

  void awaitEmpty(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (totals) {
      long left = millis;
      while (!open.isEmpty() && left > 0) {
        totals.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
    }
  }

  List<F> flows() {
    synchronized (totals) {
      return new ArrayList<>(open);
    }
  }

  /// All that go on.
  Listed<F> listed() {
    return new Listed<>(flows(), look);
  }

  /// Flows that went on at one moment, to be looked at later.
  record Listed<F>(List<F> flows, Look<F> look) {

    /// How they look by now; one that has ended, as it ended.
    List<FlowView> views(long nowNanos) {
      return flows.stream().map(flow -> look.at(flow, nowNanos)).toList();
    }
  }
}
