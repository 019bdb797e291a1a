package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tries all addresses of a host, as RFC 8305 ("happy eyeballs") has it: IPv4 and IPv6 in turn, the
/// next one a quarter of a second after the last, or as soon as one fails. So an address that
/// swallows everything costs a quarter of a second and not a time limit. The first connection that
/// is ready wins, the others are closed. On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
public final class AddressRace {
  static final long HEAD_START_MILLIS = 250;

  /// Begins a connection to one address. Its future ends, on the loop, when the connection can be
  /// used or never will.
  public interface Starter {
    ChannelFuture start(InetAddress address);
  }

  private final EventLoop loop;
  private final Starter starter;
  private final Queue<InetAddress> untried;
  private final Set<Channel> running = new HashSet<>();
  private final Map<String, InetAddress> failures = new LinkedHashMap<>();
  private final Promise<Channel> winner;
  private @Nullable ScheduledFuture<?> next;

  public AddressRace(EventLoop loop, List<InetAddress> addresses, Starter starter) {
    this.loop = loop;
    this.starter = starter;
    this.untried = new ArrayDeque<>(inTurn(addresses));
    this.winner = loop.newPromise();
  }

  /// The winner; or, where there is none, why, in words.
  public Future<Channel> run() {
    startNext();
    return winner;
  }

  /// Closes what has not won yet.
  public void cancel() {
    winner.cancel(false);
    closeTheRest();
  }

  /// Families in turn, beginning with that of the first, else in the order given.
  static List<InetAddress> inTurn(List<InetAddress> addresses) {
    Map<Boolean, List<InetAddress>> families =
        addresses.stream()
            .collect(
                Collectors.partitioningBy(
                    address -> address.getClass() == addresses.getFirst().getClass()));
    Queue<InetAddress> these = new ArrayDeque<>(families.getOrDefault(true, List.of()));
    Queue<InetAddress> those = new ArrayDeque<>(families.getOrDefault(false, List.of()));
    List<InetAddress> turns = new ArrayList<>();
    while (!these.isEmpty() || !those.isEmpty()) {
      if (!these.isEmpty()) {
        turns.add(these.remove());
      }
      if (!those.isEmpty()) {
        turns.add(those.remove());
      }
    }
    return turns;
  }

  private void startNext() {
    stopWaiting();
    InetAddress address = untried.poll();
    if (address == null) {
      if (running.isEmpty()) {
        winner.tryFailure(new Failure.Told(reasons()));
      }
      return;
    }
    if (!untried.isEmpty()) {
      next = loop.schedule(this::startNext, HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
    }
    ChannelFuture attempt = starter.start(address);
    running.add(attempt.channel());
    attempt.addListener(_ -> onOutcome(address, attempt));
  }

  private void onOutcome(InetAddress address, ChannelFuture attempt) {
    Channel channel = attempt.channel();
    running.remove(channel);
    if (attempt.isSuccess() && winner.trySuccess(channel)) {
      closeTheRest();
      return;
    }
    close(channel);
    if (!winner.isDone()) {
      failures.putIfAbsent(Failure.inWords(attempt.cause()), address);
      startNext();
    }
  }

  private void closeTheRest() {
    stopWaiting();
    untried.clear();
    List.copyOf(running).forEach(AddressRace::close);
  }

  private void stopWaiting() {
    if (next != null) {
      next.cancel(false);
    }
  }

  /// A socket that could not even be made has no thread to close it on.
  private static void close(Channel channel) {
    if (channel.isOpen()) {
      channel.close();
    }
  }

  /// Each reason once; with several, each with an address that it is true of.
  private String reasons() {
    return switch (failures.size()) {
      case 0 -> "the name has no address";
      case 1 -> failures.keySet().iterator().next();
      default ->
          failures.entrySet().stream()
              .map(failure -> failure.getValue().getHostAddress() + ": " + failure.getKey())
              .collect(Collectors.joining("; "));
    };
  }
}
