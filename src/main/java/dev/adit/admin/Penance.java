package dev.adit.admin;

import dev.adit.guard.AddressKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A wrong password waits for its answer, without a thread, and few may wait: with a second each, a
/// guesser gets four guesses a second from one address. An IPv6 network counts as one address,
/// since one customer has all of it.
///
/// Who is over the limit is turned away before his password is looked at, or a flood of guesses
/// would be answered at once. What others do from elsewhere locks nobody out on this machine.
final class Penance {
  private static final int MOST_PER_ADDRESS = 4;
  private static final int MOST = 64;
  private static final int IPV6_PREFIX = 64;

  private final Map<AddressKey, Integer> waiting = new HashMap<>();
  private final long delayMillis;
  private int fromElsewhere;

  Penance(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  synchronized boolean isFull(InetAddress address) {
    return (fromElsewhere >= MOST && !isHere(address))
        || waiting.getOrDefault(key(address), 0) >= MOST_PER_ADDRESS;
  }

  /// Starts the wait; the result completes when the answer may be given.
  CompletableFuture<Void> serve(InetAddress address) {
    synchronized (this) {
      fromElsewhere += isHere(address) ? 0 : 1;
      waiting.merge(key(address), 1, Integer::sum);
    }
    return CompletableFuture.runAsync(
        () -> done(address), CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
  }

  private synchronized void done(InetAddress address) {
    fromElsewhere -= isHere(address) ? 0 : 1;
    waiting.computeIfPresent(key(address), (_, count) -> count == 1 ? null : count - 1);
  }

  /// All of 127.0.0.0/8 is one caller, or one on this machine could have as many as he likes.
  private static AddressKey key(InetAddress address) {
    return AddressKey.of(isHere(address) ? InetAddress.getLoopbackAddress() : address, IPV6_PREFIX);
  }

  private static boolean isHere(InetAddress address) {
    return address.isLoopbackAddress();
  }
}
