package dev.adit.sim;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waiting for a state without sleeping.
final class Until {
  private static final long LOOK_EVERY_MILLIS = 5;

  private Until() {}

  /// The first state that is `enough`, looked at on the loop; the caller sets the time limit.
  static <T> CompletableFuture<T> on(EventLoop loop, Supplier<T> state, Predicate<T> enough) {
    CompletableFuture<T> reached = new CompletableFuture<>();
    ScheduledFuture<?> looking =
        loop.scheduleAtFixedRate(
            () -> {
              T now = state.get();
              if (enough.test(now)) {
                reached.complete(now);
              }
            },
            0,
            LOOK_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    return reached.whenComplete((_, _) -> looking.cancel(false));
  }
}
