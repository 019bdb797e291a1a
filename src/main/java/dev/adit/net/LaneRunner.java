package dev.adit.net;

import dev.adit.aggregate.BlockFound;
import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.Lane;
import dev.adit.aggregate.LaneHost;
import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.MinerLink;
import dev.adit.aggregate.MinerSession;
import dev.adit.aggregate.Notice;
import dev.adit.aggregate.PoolCaller;
import dev.adit.aggregate.PoolLink;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.ShareRecord;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Candidate;
import dev.adit.work.Verdict;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Runs one lane on its loop: gives it time, carries out what it asks for, lets others look at it.
///
/// On the loop's thread, except where said otherwise.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class LaneRunner implements LaneHost, LaneRoster.Roomy {

  private static final Logger LOG = LoggerFactory.getLogger("dev.adit.lane");
  private static final Logger SHARES = LoggerFactory.getLogger("dev.adit.shares");
  private static final long TICK_MILLIS = 250;

  private final LaneName name;
  private final Loop loop;
  private final LaneServices services;
  private final SlowJudges.Bench bench;
  private final JobLine jobLine = new JobLine();
  private final QuietLog news = new QuietLog(LOG, Level.INFO, 30);
  private final QuietLog warnings = new QuietLog(LOG, Level.WARN, 30);
  private final QuietLog faults = new QuietLog(LOG, Level.ERROR, 10);
  private final Lane lane;
  private @Nullable ScheduledFuture<?> ticking;
  private volatile int capacity = Integer.MAX_VALUE;

  /// On any thread.
  ///
  /// @param number of the listener's lanes
  LaneRunner(
      int number, Loop loop, LaneSettings settings, LaneServices services, RandomGenerator random) {
    this.name = new LaneName(settings.listener(), number);
    this.loop = loop;
    this.services = services;
    this.bench = services.slowJudges().nextBench();
    this.lane = new Lane(settings, this, random, System.nanoTime());
  }

  /// On any thread.
  void start() {
    loop.eventLoop()
        .execute(
            () ->
                ticking =
                    loop.eventLoop()
                        .scheduleWithFixedDelay(
                            this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
  }

  /// The loop that all of it runs on. On any thread.
  Loop loop() {
    return loop;
  }

  JobLine jobLine() {
    return jobLine;
  }

  MinerSession join(MinerLink miner) {
    return lane.join(miner, System.nanoTime());
  }

  /// On any thread.
  @Override
  public int capacity() {
    return capacity;
  }

  /// On any thread. Fails when the loop has ended.
  CompletableFuture<LaneView> view(boolean withMiners) {
    return CompletableFuture.supplyAsync(
        () -> lane.view(withMiners, System.nanoTime()), loop.eventLoop());
  }

  /// What the configuration says of the lane from now on. On any thread.
  void reconfigure(LaneSettings settings) {
    loop.eventLoop().execute(() -> lane.reconfigure(settings, System.nanoTime()));
  }

  /// Stops listening to its miners, waits for the pool's answers until the patience ends, then
  /// closes all connections. Done when what remains is to flush them. On any thread.
  CompletableFuture<LaneView> stop(long patienceNanos) {
    CompletableFuture<LaneView> done = new CompletableFuture<>();
    long deadline = System.nanoTime() + patienceNanos;
    loop.eventLoop().execute(() -> stopWhenAnswered(deadline, done));
    return done;
  }

  private void stopWhenAnswered(long deadline, CompletableFuture<LaneView> done) {
    lane.stopTakingShares();
    long now = System.nanoTime();
    if (lane.unsettledShares() > 0 && now < deadline) {
      loop.eventLoop().schedule(() -> stopWhenAnswered(deadline, done), 10, TimeUnit.MILLISECONDS);
      return;
    }
    lane.close(CloseReason.SHUTDOWN, now);
    if (ticking != null) {
      ticking.cancel(false);
    }
    jobLine.release();
    done.complete(lane.view(false, now));
  }

  private void tick() {
    try {
      lane.onTick(System.nanoTime());
      publishCapacity();
    } catch (RuntimeException fault) {
      faults.say("a fault of Adit in a lane's tick", fault);
    }
  }

  private void publishCapacity() {
    long now = lane.minerCount() + lane.room(System.nanoTime());
    capacity = (int) Math.min(now, Integer.MAX_VALUE);
  }

  /// Hands on, with the time, what a connection to a pool does.
  private final class Caller implements PoolSide {
    private final PoolCaller caller;

    Caller(PoolCaller caller) {
      this.caller = caller;
    }

    @Override
    public LaneName lane() {
      return name;
    }

    @Override
    public void onPoolConnected(PoolLink link) {
      caller.onConnected(link, System.nanoTime());
    }

    @Override
    public void onPoolMessage(PoolMessage message) {
      caller.onMessage(message, System.nanoTime());
      publishCapacity();
    }

    @Override
    public void onPoolLost(String why) {
      caller.onLost(why, System.nanoTime());
      publishCapacity();
    }
  }

  // What the lane asks for

  @Override
  public Dialling dial(PoolSettings pool, long delayNanos, PoolCaller caller) {
    return services.dialler().dial(pool, delayNanos, loop, new Caller(caller))::cancel;
  }

  @Override
  public void judge(Candidate candidate, long nowNanos, Judged then) {
    if (!candidate.job().algorithm().slow()) {
      then.on(loop.judge().judge(candidate, unixSeconds()), nowNanos);
      return;
    }
    boolean taken =
        bench.judge(
            candidate,
            verdict -> loop.eventLoop().execute(() -> then.on(verdict, System.nanoTime())));
    if (!taken) {
      then.on(new Verdict.Refused(BUSY, null), nowNanos);
    }
  }

  static long unixSeconds() {
    return System.currentTimeMillis() / 1_000;
  }

  @Override
  public void writeDown(BlockFound block, LongConsumer then) {
    services
        .blocks()
        .write(block, () -> loop.eventLoop().execute(() -> then.accept(System.nanoTime())));
  }

  @Override
  public void record(ShareRecord share) {
    SHARES.debug("{}", share);
  }

  @Override
  public void tell(Notice notice) {
    (notice.warning() ? warnings : news).say(notice.pool() + ": " + notice.text());
  }
}
