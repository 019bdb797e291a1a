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

/// Looks up the names of targets, on threads of its own because the system's resolver blocks. That
/// one does not say how long an answer is valid, and it keeps answers itself. So one is used for
/// some seconds, then while a newer one is fetched, and once it is old only where none comes soon:
/// a name that changes is followed within a minute (the virtual machine keeps answers for 30 s)
/// however seldom it is asked for, and a name server that is gone stops nobody. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // who is told reports for itself
final class Lookup implements AutoCloseable {
  static final long FRESH_NANOS = 10_000_000_000L;
  static final long OLD_NANOS = 20_000_000_000L;

  /// Of a timeout of one second it leaves most for connecting.
  private static final long PATIENCE_MILLIS = 250;

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

  /// Who waits for an answer, and hears one.
  private static final class Waiting {
    private final EventLoop loop;
    private final Answer answer;
    private boolean told; // on the loop

    Waiting(EventLoop loop, Answer answer) {
      this.loop = loop;
      this.answer = answer;
    }

    void tell(List<InetAddress> addresses, @Nullable String problem) {
      onLoop(0, addresses, problem);
    }

    /// Unless there is another answer by then.
    void tellLater(List<InetAddress> addresses) {
      onLoop(PATIENCE_MILLIS, addresses, null);
    }

    private void onLoop(long millis, List<InetAddress> addresses, @Nullable String problem) {
      Runnable telling =
          () -> {
            if (!told) {
              told = true;
              answer.onAddresses(addresses, problem);
            }
          };
      try {
        loop.schedule(telling, millis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException ended) {
        // whoever asked has ended with its loop
      }
    }
  }

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

  /// Answers at once where the address is written out or was looked up lately.
  void find(String host, EventLoop loop, Answer answer) {
    InetAddress literal = literal(host);
    if (literal != null) {
      answer.onAddresses(List.of(literal), null);
      return;
    }
    Name name = names.computeIfAbsent(host, _ -> new Name());
    List<InetAddress> known;
    boolean waits;
    synchronized (name) {
      known = name.addresses;
      long age = clock.getAsLong() - name.atNanos;
      waits = known.isEmpty() || age > OLD_NANOS;
      if (waits) {
        Waiting one = new Waiting(loop, answer);
        name.waiting.add(one);
        if (!known.isEmpty()) {
          one.tellLater(known);
        }
      }
      if (!name.asking && (known.isEmpty() || age > FRESH_NANOS)) {
        name.asking = true;
        ask(host, name);
      }
    }
    if (!waits) {
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

  /// Where nothing was found, what was found before is still the best answer.
  private void tell(Name name, List<InetAddress> found, @Nullable String problem) {
    List<Waiting> waiting;
    List<InetAddress> best;
    synchronized (name) {
      name.asking = false;
      name.atNanos = clock.getAsLong();
      if (problem == null) {
        name.addresses = found;
      }
      best = name.addresses;
      waiting = name.waiting;
      name.waiting = new ArrayList<>();
    }
    waiting.forEach(one -> one.tell(best, best.isEmpty() ? problem : null));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
