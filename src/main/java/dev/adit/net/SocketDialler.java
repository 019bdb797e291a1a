package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import dev.adit.forensics.Forensics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes connections to pools over TCP. Names are looked up anew for each attempt, on threads of
/// their own because the system's resolver blocks. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class SocketDialler implements PoolDialler, AutoCloseable {
  private static final int RESOLVERS = 4;
  private static final int WAITING_LOOKUPS = 65_536;

  /// What the system's resolver does; another in tests.
  interface Resolver {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  private final EventLoops loops;
  private final Resolver resolver;
  private final PoolTls tls = new PoolTls();
  private final ThreadPoolExecutor offLoop;
  private volatile @Nullable Forensics forensics;

  SocketDialler(EventLoops loops, Resolver resolver) {
    this.loops = loops;
    this.resolver = resolver;
    this.offLoop =
        new ThreadPoolExecutor(
            RESOLVERS,
            RESOLVERS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOOKUPS),
            new DefaultThreadFactory("adit-resolver", true));
    offLoop.allowCoreThreadTimeOut(true);
  }

  @Override
  public Attempt dial(PoolSettings pool, long delayNanos, Loop loop, PoolSide side) {
    Dial dial = new Dial(pool, this, loop, side);
    loop.eventLoop().schedule(dial::begin, delayNanos, TimeUnit.NANOSECONDS);
    return dial;
  }

  EventLoops loops() {
    return loops;
  }

  PoolTls tls() {
    return tls;
  }

  /// Who hears what is said on connections that are made from now on; null: nobody.
  void watchedBy(@Nullable Forensics watching) {
    forensics = watching;
  }

  @Nullable Forensics forensics() {
    return forensics;
  }

  InetAddress[] lookUp(String host) throws UnknownHostException {
    return resolver.lookUp(host);
  }

  void offLoop(Runnable slow) {
    offLoop.execute(slow);
  }

  @Override
  public void close() {
    offLoop.shutdownNow();
  }
}
