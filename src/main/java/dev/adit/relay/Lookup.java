package dev.adit.relay;

import dev.adit.net.Failure;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks up the names of targets, on threads of its own because the system's resolver blocks. An
/// answer is used for some seconds, and once it is older while a newer one is fetched: so a name
/// that changes is followed within a minute (the virtual machine keeps answers for 30 s), and a
/// name server that is gone stops nobody. Thread-safe.
final class Lookup implements AutoCloseable {
  static final long FRESH_NANOS = 10_000_000_000L;
  private static final int THREADS = 2;
  private static final int WAITING = 4_096;

  /// What the system's resolver does; another in tests.
  interface Resolver {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /// What came of it, on the loop of whoever asked.
  interface Answer {
    /// Hears it.
    ///
    /// @param addresses at least one, unless there is a problem
    void onAddresses(List<InetAddress> addresses, @Nullable String problem);
  }

  private record Waiting(EventLoop loop, Answer answer) {}

  private static final class Name {
    List<InetAddress> addresses = List.of();
    long atNanos;
    boolean asking;
    List<Waiting> waiting = new ArrayList<>();
  }

  private final Resolver resolver;
  private final LongSupplier clock;

  /// Grows with the names in the configuration, not with a stranger.
  private final Map<String, Name> names = new ConcurrentHashMap<>();

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          new DefaultThreadFactory("adit-names", true));

  Lookup(Resolver resolver, LongSupplier clock) {
    this.resolver = resolver;
    this.clock = clock;
    threads.allowCoreThreadTimeOut(true);
  }

  /// Answers at once where the address is written out or was looked up already.
  void find(String host, EventLoop loop, Answer answer) {
    InetAddress literal = literal(host);
    if (literal != null) {
      answer.onAddresses(List.of(literal), null);
      return;
    }
    Name name = names.computeIfAbsent(host, _ -> new Name());
    List<InetAddress> known;
    synchronized (name) {
      known = name.addresses;
      if (known.isEmpty()) {
        name.waiting.add(new Waiting(loop, answer));
      }
      if (!name.asking && (known.isEmpty() || clock.getAsLong() - name.atNanos > FRESH_NANOS)) {
        name.asking = true;
        ask(host, name);
      }
    }
    if (!known.isEmpty()) {
      answer.onAddresses(known, null);
    }
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  private void ask(String host, Name name) {
    try {
      threads.execute(
          () -> {
            try {
              tell(name, List.of(resolver.lookUp(host)), null);
            } catch (UnknownHostException | RuntimeException unknown) {
              tell(name, List.of(), Failure.inWords(unknown));
            }
          });
    } catch (RejectedExecutionException full) {
      tell(name, List.of(), "too many names are being looked up");
    }
  }

  private void tell(Name name, List<InetAddress> found, @Nullable String problem) {
    List<Waiting> waiting;
    synchronized (name) {
      name.asking = false;
      name.atNanos = clock.getAsLong();
      if (problem == null) {
        name.addresses = found;
      }
      waiting = name.waiting;
      name.waiting = new ArrayList<>();
    }
    for (Waiting one : waiting) {
      try {
        one.loop().execute(() -> one.answer().onAddresses(found, problem));
      } catch (RejectedExecutionException ended) {
        // whoever asked has ended with its loop
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
