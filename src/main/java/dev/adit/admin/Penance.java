package dev.adit.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A wrong password waits for its answer, without a thread, and few may wait: with a second each, a
/// guesser gets four guesses a second from one address.
///
/// Who is over the limit is turned away before his password is looked at, or a flood of guesses
/// would be answered at once.
final class Penance {
  private static final int MOST_PER_ADDRESS = 4;
  private static final int MOST = 64;

  private final Map<String, Integer> waiting = new HashMap<>();
  private final long delayMillis;
  private int total;

  Penance(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  synchronized boolean isFull(String address) {
    return total >= MOST || waiting.getOrDefault(address, 0) >= MOST_PER_ADDRESS;
  }

  /// Starts the wait; the result completes when the answer may be given.
  CompletableFuture<Void> serve(String address) {
    synchronized (this) {
      total++;
      waiting.merge(address, 1, Integer::sum);
    }
    return CompletableFuture.runAsync(
        () -> done(address), CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
  }

  private synchronized void done(String address) {
    total--;
    waiting.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
