package dev.adit.sim;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/// Miners that really hash, so that what a pool credits them can be held against the work they did.
///
/// All connections live on one event loop, and a few threads hash for all of them in turn; the
/// methods here are called from other threads.
public final class SimMiners implements AutoCloseable {
  private final EventLoopGroup group = Sockets.oneLoop("sim-miners");
  private final EventLoop loop = group.next();
  private final List<SimMiner> miners = new ArrayList<>();
  private final List<Hasher> hashers = new ArrayList<>();

  private SimMiners(List<MinerPlan> plans, PoolAddress pool, int threads, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SslContext tls = pool.tls() ? trustingTls() : null;
    Wire wire = new Wire();
    for (MinerPlan plan : plans) {
      miners.add(new SimMiner(plan, pool, tls, loop, wire, random.split()));
    }
    for (int i = 0; i < threads; i++) {
      hashers.add(Hasher.start("sim-hasher-" + i, rigsOf(i, threads)));
    }
    loop.execute(() -> miners.forEach(SimMiner::start));
  }

  /// Returns at once; miners that can't connect go on trying.
  public static SimMiners start(SimMinersSettings settings) {
    return new SimMiners(settings.plans(), settings.pool, settings.threads, settings.seed);
  }

  /// Miners of different kinds, hashed for by one thread.
  public static SimMiners start(List<MinerPlan> plans, PoolAddress pool, long seed) {
    return new SimMiners(plans, pool, 1, seed);
  }

  /// Of all together.
  public MinerTotals totals() {
    return ask(this::sum);
  }

  /// Of each, in the order of the plans.
  public List<MinerTotals> each() {
    return ask(() -> miners.stream().map(SimMiner::totals).toList());
  }

  /// The totals as soon as they are `enough`.
  public CompletableFuture<MinerTotals> until(Predicate<MinerTotals> enough) {
    return Until.on(loop, this::sum, enough);
  }

  /// Stops hashing, waits for the answers to come in, but no longer than `patience`.
  public MinerTotals finish(Duration patience) {
    hashers.forEach(Hasher::close);
    return until(totals -> totals.waiting() == 0)
        .completeOnTimeout(totals(), patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /// Stops hashing and hangs up.
  @Override
  public void close() {
    hashers.forEach(Hasher::close);
    loop.submit(() -> miners.forEach(SimMiner::stop)).awaitUninterruptibly();
    Sockets.close(group);
  }

  private MinerTotals sum() {
    return miners.stream().map(SimMiner::totals).reduce(MinerTotals.NONE, MinerTotals::plus);
  }

  private List<Rig> rigsOf(int thread, int threads) {
    List<Rig> rigs = new ArrayList<>();
    for (int i = thread; i < miners.size(); i += threads) {
      rigs.add(miners.get(i).rig());
    }
    return List.copyOf(rigs);
  }

  private <T> T ask(Callable<T> question) {
    return loop.submit(question).syncUninterruptibly().getNow();
  }

  private static SslContext trustingTls() {
    try {
      return SslContextBuilder.forClient()
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .build();
    } catch (SSLException noTls) {
      throw new IllegalStateException(noTls);
    }
  }
}
