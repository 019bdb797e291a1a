package dev.adit.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/// A door as [Doors] opens and closes it, whatever it does with what comes in. Thread-safe.
public interface Entrance {

  String name();

  /// Starts to listen, or goes on where it listened before it stopped accepting.
  ///
  /// @throws IOException where the address can't be had
  void open() throws IOException;

  /// Where it listens, with the real port where 0 was asked for.
  InetSocketAddress address();

  /// Leaves the address to others; who is in stays.
  void stopAccepting();

  /// How long who is in may stay when the configuration has the door no more.
  long patienceNanos();

  /// Ends what goes on behind it, within the patience; done when what remains is to flush.
  CompletableFuture<?> end(long patienceNanos);

  /// Waits until nobody is in, but no longer than this.
  void awaitEmpty(long millis) throws InterruptedException;
}
