package dev.adit.net;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.PoolSettings;
import dev.adit.forensics.Forensics;
import dev.adit.guard.Guard;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All listeners of the program, and the threads behind them. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // what ends reports for itself
public final class Doors {
  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final long FLUSH_MILLIS = 1_100;
  private static final long VIEW_MILLIS = 1_000;

  private final EventLoops loops;
  private final SocketDialler dialler;
  private final ReferencePools referencePools;
  private final SlowJudges slowJudges;
  private final LaneServices services;
  private volatile Standing standing = new Standing(List.of(), List.of());

  /// By the name of the listeners; grows with the names an operator makes up, not with a stranger.
  private final Map<String, PastLanes> pasts = new TreeMap<>();

  public Doors(BlockWriter blocks, Guard guard) {
    int cores = Runtime.getRuntime().availableProcessors();
    loops = new EventLoops(cores);
    dialler = new SocketDialler(loops, InetAddress::getAllByName);
    referencePools = new ReferencePools(dialler, loops);
    slowJudges = new SlowJudges(cores);
    services = new LaneServices(dialler, slowJudges, blocks, guard);
  }

  /// The threads, for doors of other kinds.
  public EventLoops loops() {
    return loops;
  }

  /// TLS towards pools, for doors of other kinds.
  public PoolTls poolTls() {
    return dialler.tls();
  }

  /// Who hears what lanes and pools say to each other on connections that are made from now on;
  /// null: nobody.
  public void watchedBy(@Nullable Forensics forensics) {
    dialler.watchedBy(forensics);
  }

  /// The pools to be connected to for nothing but their jobs.
  public void referTo(List<PoolSettings> pools) {
    referencePools.set(pools);
  }

  /// Makes the listeners those that are given: opens what is new and what is to be opened anew,
  /// closes what is gone, tells all others what is said of them now. All or nothing: TLS files that
  /// can't be used and an address that can't be had leave everything as it was.
  ///
  /// One that is closed takes no more miners; what pools still have to answer is delivered (3 s at
  /// most), after this has returned.
  ///
  /// @param reopened names of listeners that listen elsewhere than before
  /// @return what can't be had, with a message for the user, by listener name; empty where all is
  ///   done
  public synchronized Map<String, IOException> change(
      List<? extends DoorPlan> next, Set<String> reopened) {
    Map<String, IOException> failures = new LinkedHashMap<>();
    Map<String, DoorPlan.Ready> ready = new LinkedHashMap<>();
    for (DoorPlan plan : next) {
      attempt(plan.name(), () -> ready.put(plan.name(), plan.prepare()), failures);
    }
    if (!failures.isEmpty()) {
      return failures;
    }
    List<Entrance> parting = new ArrayList<>();
    Map<String, Entrance> kept = new HashMap<>();
    for (Entrance open : standing.open()) {
      if (ready.containsKey(open.name()) && !reopened.contains(open.name())) {
        kept.put(open.name(), open);
      } else {
        parting.add(open);
      }
    }
    List<Entrance> arriving = new ArrayList<>();
    ready.forEach(
        (name, plan) -> {
          if (!kept.containsKey(name)) {
            arriving.add(plan.make());
          }
        });
    exchange(parting, arriving, failures);
    if (failures.isEmpty()) {
      kept.forEach((name, open) -> Objects.requireNonNull(ready.get(name)).tell(open));
    }
    return failures;
  }

  private void exchange(
      List<Entrance> parting, List<Entrance> arriving, Map<String, IOException> failures) {
    // First, since an address to be had may be one that is given up.
    parting.forEach(Entrance::stopAccepting);
    arriving.forEach(listener -> attempt(listener.name(), listener::open, failures));
    if (!failures.isEmpty()) {
      arriving.forEach(Entrance::stopAccepting);
      // Who came in meanwhile, and what it has begun to do for itself.
      arriving.forEach(listener -> listener.end(0));
      parting.forEach(listener -> attempt(listener.name(), listener::open, failures));
      return;
    }
    rearrange(now -> now.exchanged(parting, arriving));
    for (Entrance listener : parting) {
      CompletableFuture<?> ended = listener.end(listener.patienceNanos());
      ended.whenComplete((_, _) -> rearrange(now -> now.without(listener)));
    }
  }

  private void rearrange(UnaryOperator<Standing> step) {
    synchronized (pasts) {
      standing = step.apply(standing);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void attempt(String name, Attempt attempt, Map<String, IOException> failures) {
    try {
      attempt.run();
    } catch (IOException failed) {
      failures.putIfAbsent(name, failed);
    }
  }

  /// A door for miners.
  public DoorPlan forMiners(ListenerSettings settings) {
    return new DoorPlan() {
      @Override
      public String name() {
        return settings.name();
      }

      @Override
      public Ready prepare() throws IOException {
        return ready(settings, MinerTls.context(settings.tls()));
      }
    };
  }

  private DoorPlan.Ready ready(ListenerSettings settings, @Nullable SslContext tls) {
    return new DoorPlan.Ready() {
      @Override
      public Entrance make() {
        return new MinerListener(settings, tls, loops, services, past(settings.name()));
      }

      @Override
      public void tell(Entrance open) {
        ((MinerListener) open).reconfigure(settings, tls);
      }
    };
  }

  private PastLanes past(String name) {
    synchronized (pasts) {
      return pasts.computeIfAbsent(name, _ -> new PastLanes());
    }
  }

  /// Where the listener of that name listens, with the real port where 0 was asked for.
  public InetSocketAddress address(String listener) {
    return standing.open(listener).orElseThrow().address();
  }

  /// What all listeners and lanes look like now, those that are no more included, gathered on their
  /// loops; null where a lane has not answered within a second.
  public @Nullable List<DoorView> views(boolean withMiners) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(VIEW_MILLIS);
    Map<String, PastLanes> names;
    synchronized (pasts) {
      names = new TreeMap<>(pasts);
    }
    List<Standing.Asked> asked = new ArrayList<>();
    names.forEach(
        (name, past) -> {
          synchronized (past) {
            asked.add(standing.ask(name, past, withMiners));
          }
        });
    List<DoorView> views = new ArrayList<>();
    try {
      for (Standing.Asked door : asked) {
        List<LaneView> living = new ArrayList<>();
        for (CompletableFuture<LaneView> lane : door.living()) {
          living.add(lane.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
        views.add(door.seen().with(living));
      }
      return views;
    } catch (ExecutionException | TimeoutException missing) {
      return null;
    }
  }

  /// Takes no more miners, waits for what pools still have to answer (3 s at most), says goodbye to
  /// all, and ends the threads. Returns within 5 s.
  public synchronized void close() throws InterruptedException {
    List<Entrance> all = standing.all();
    referencePools.set(List.of());
    all.forEach(Entrance::stopAccepting);
    CompletableFuture<?> stopped =
        CompletableFuture.allOf(
            all.stream().map(one -> one.end(PATIENCE_NANOS)).toArray(CompletableFuture<?>[]::new));
    try {
      stopped.get(PATIENCE_NANOS + 200_000_000L, TimeUnit.NANOSECONDS);
      long flushed = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
      for (Entrance listener : all) {
        listener.awaitEmpty(TimeUnit.NANOSECONDS.toMillis(flushed - System.nanoTime()));
      }
    } catch (ExecutionException | TimeoutException late) {
      // whoever is left is cut off
    } finally {
      dialler.close();
      slowJudges.close();
      loops.close();
    }
  }
}
