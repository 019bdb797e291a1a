package dev.adit.net;

import dev.adit.aggregate.LaneView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All listeners of the program, and the threads behind them. Thread-safe.
public final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
  private static final long PATIENCE_MILLIS = 3_000;
  private static final long FLUSH_MILLIS = 1_100;
  private static final long VIEW_MILLIS = 1_000;

  private final EventLoops loops;
  private final SocketDialler dialler;
  private final SlowJudges slowJudges;
  private final LaneServices services;
  private final List<MinerListener> open = new CopyOnWriteArrayList<>();

  /// @param pools how to reach each pool, by its name
  public Doors(Map<String, PoolTransport> pools, BlockWriter blocks) {
    int cores = Runtime.getRuntime().availableProcessors();
    loops = new EventLoops(cores);
    dialler = new SocketDialler(loops, pools, InetAddress::getAllByName);
    slowJudges = new SlowJudges(cores);
    services = new LaneServices(dialler, slowJudges, blocks);
  }

  /// Opens a listener.
  ///
  /// @return the address it is bound to, with the real port where 0 was asked for
  /// @throws IOException where the address can't be had or the TLS files can't be used
  public InetSocketAddress open(ListenerSettings settings) throws IOException {
    MinerListener listener = new MinerListener(settings, loops, services);
    InetSocketAddress address = listener.open();
    open.add(listener);
    return address;
  }

  /// Closes one listener: no new miners, what pools still have to answer is delivered (3 s at
  /// most), its connections are closed.
  ///
  /// @return what it has counted; null where there is no such listener
  public @Nullable LaneView shut(String name) throws InterruptedException {
    for (MinerListener listener : open) {
      if (listener.name().equals(name)) {
        listener.stopAccepting();
        LaneView counted = listener.end(PATIENCE_MILLIS);
        open.remove(listener);
        return counted;
      }
    }
    return null;
  }

  /// Applies what the configuration says of a listener now, but for its address, to the one that is
  /// open under its name.
  public void reconfigure(ListenerSettings next) {
    open.stream()
        .filter(listener -> listener.name().equals(next.name()))
        .forEach(listener -> listener.reconfigure(next));
  }

  /// How pools are reached by dials from now on, by their names.
  public void pools(Map<String, PoolTransport> pools) {
    dialler.transports(pools);
  }

  /// Reads the TLS files of all listeners again, for connections from now on. A listener whose
  /// files can't be used keeps what it has.
  public void renewCertificates() {
    for (MinerListener listener : open) {
      try {
        listener.renewCertificate();
      } catch (IOException unusable) {
        LOG.warn("listener.{} keeps its certificate: {}", listener.name(), unusable.getMessage());
      }
    }
  }

  /// What all listeners and lanes look like now, gathered on their loops; null where a lane has not
  /// answered within a second.
  public @Nullable List<DoorView> views(boolean withMiners) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(VIEW_MILLIS);
    List<MinerListener.Asked> asked = open.stream().map(one -> one.ask(withMiners)).toList();
    List<DoorView> views = new ArrayList<>();
    try {
      for (MinerListener.Asked listener : asked) {
        List<LaneView> living = new ArrayList<>();
        for (CompletableFuture<LaneView> lane : listener.living()) {
          living.add(lane.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        }
        views.add(listener.answered(living));
      }
      return views;
    } catch (ExecutionException | TimeoutException missing) {
      return null;
    }
  }

  /// Takes no more miners, waits for what pools still have to answer (3 s at most), says goodbye to
  /// all, and ends the threads. Returns within 5 s.
  public void close() throws InterruptedException {
    open.forEach(MinerListener::stopAccepting);
    CompletableFuture<?> stopped =
        CompletableFuture.allOf(
            open.stream()
                .map(one -> one.stopLanes(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)))
                .toArray(CompletableFuture<?>[]::new));
    try {
      stopped.get(PATIENCE_MILLIS + 200, TimeUnit.MILLISECONDS);
      long flushed = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
      for (MinerListener listener : open) {
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
