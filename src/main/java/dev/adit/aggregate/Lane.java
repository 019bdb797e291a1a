package dev.adit.aggregate;

import dev.adit.work.Algorithm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A connection to each pool that is needed, and all miners that share them. Everything here runs
/// on one thread.
public final class Lane {
  private static final long SECOND = 1_000_000_000L;

  /// The pools are left this long after the last miner.
  private static final long LEAVE_NANOS = 60 * SECOND;

  private final LaneHost host;
  private final RandomGenerator random;
  private final JobNames names;
  private final SlotShelf shelf;
  private final LaneNumbers numbers = new LaneNumbers();
  private final ShareDesk desk;
  private final PoolChoice pools;
  private final Placement placement;
  private LaneSettings settings;
  private final Set<MinerSession> miners = new LinkedHashSet<>();
  private final Wave wave = new Wave();
  private final ParkedMiners parked = new ParkedMiners();
  private long lastMinerNanos;
  private boolean stopping;

  /// Opens a lane that nobody mines on yet.
  ///
  /// @param random for slots, names of jobs and the jitter of dialling; not to be guessed by
  ///   strangers where the lane is real
  public Lane(LaneSettings settings, LaneHost host, RandomGenerator random, long nowNanos) {
    this.settings = settings;
    this.host = host;
    this.desk = new ShareDesk(this, host, numbers);
    this.lastMinerNanos = nowNanos;
    this.random = random;
    this.shelf = new SlotShelf(random);
    this.names = new JobNames(random.nextInt(1, 1 << 28));
    this.pools = new PoolChoice(lines(List.of(), nowNanos), ready());
    this.placement = new Placement(pools, miners, wave, numbers);
    placement.splitBy(settings.shares(), nowNanos);
  }

  /// The configuration says something else now. Miners stay; those of a pool that is gone from it,
  /// or to be reached in another way, work on until the next has a job for them.
  public void reconfigure(LaneSettings next, long nowNanos) {
    boolean sameSplit =
        next.shares().equals(settings.shares()) && next.pools().equals(settings.pools());
    settings = next;
    miners.forEach(miner -> miner.feed().difficulty().reconfigure(next.vardiff(), nowNanos));
    pools.replace(lines(pools.all(), nowNanos), ready(), nowNanos);
    if (!sameSplit) {
      placement.splitBy(settings.shares(), nowNanos);
    }
    placement.reviewAll(nowNanos);
  }

  /// How many pools are to be open at a time.
  private int ready() {
    return settings.shares().isEmpty() ? settings.hotStandby() ? 2 : 1 : settings.pools().size();
  }

  /// @param present those that are being left included: what was changed may be changed back
  private List<PoolLine> lines(List<PoolLine> present, long nowNanos) {
    return settings.pools().stream()
        .map(
            pool ->
                present.stream()
                    .filter(line -> line.settings().equals(pool))
                    .findFirst()
                    .orElseGet(() -> new PoolLine(this, pool, names, shelf, random, nowNanos)))
        .toList();
  }

  // What the plumbing tells.

  /// A miner connected.
  public MinerSession join(MinerLink link, long nowNanos) {
    MinerSession miner = new MinerSession(this, link, pools.isServing(), nowNanos);
    miners.add(miner);
    lastMinerNanos = nowNanos;
    pools.want(nowNanos);
    return miner;
  }

  /// Time passes; to be called about every 250 ms.
  public void onTick(long nowNanos) {
    pools.all().forEach(line -> line.onTick(nowNanos));
    new ArrayList<>(miners).forEach(miner -> miner.onTick(nowNanos));
    wave.onTick(nowNanos);
    parked.forgetOld(nowNanos);
    numbers.workers().forgetSilent(nowNanos);
    if (!miners.isEmpty()) {
      lastMinerNanos = nowNanos;
    } else if (nowNanos - lastMinerNanos > LEAVE_NANOS) {
      pools.leave(nowNanos);
    }
    placement.review(nowNanos);
  }

  /// The lane is about to end: shares that still come are refused unless they solve a block, those
  /// under way may be answered.
  public void stopTakingShares() {
    stopping = true;
  }

  /// Shares that came in and have no fate yet: being judged, written down, or with the pool.
  public int unsettledShares() {
    return desk.unsettled();
  }

  boolean isStopping() {
    return stopping;
  }

  /// The lane ends: what is pending is answered as lost, all miners and the pools are closed.
  public void close(CloseReason reason, long nowNanos) {
    pools.leave(nowNanos);
    new ArrayList<>(miners).forEach(miner -> miner.close(reason, nowNanos));
  }

  // Numbers.

  /// Shares handed to the pools that they have not answered.
  public int pendingShares() {
    return sessions().mapToInt(session -> session.requests().pendingShares()).sum();
  }

  public int minerCount() {
    return miners.size();
  }

  /// How many more miners find a slot here, as far as the pool has said.
  public long room(long nowNanos) {
    return placement.room(nowNanos);
  }

  /// The lane as of now.
  ///
  /// @param withMiners whether to look at each miner
  public LaneView view(boolean withMiners, long nowNanos) {
    PoolLine line = pools.line();
    LaneSlots slots = line.work().slots();
    LaneJob current = line.work().currentJob();
    long unknown = sessions().mapToLong(session -> session.requests().unknownAnswers()).sum();
    return new LaneView(
        settings.listener(),
        poolName(),
        line.isOpen(),
        line.isOpen() ? slots.extranonce1().hex() : "",
        slots.extranonce2Size(),
        line.work().jobAgeNanos(nowNanos),
        current == null ? 0 : current.job.poolDifficulty().value(),
        miners.size(),
        pendingShares(),
        numbers.unknownAnswers() + unknown,
        numbers.blocks(),
        numbers.tallies(),
        numbers.closed(),
        numbers.poolLatency(),
        numbers.workers().views(algorithm(), nowNanos),
        pools.all().stream()
            .map(each -> each.view(placement.isSplit() || each == line, nowNanos))
            .toList(),
        withMiners ? miners.stream().map(miner -> miner.view(nowNanos)).toList() : List.of());
  }

  // What sessions, lines and the desk ask.

  LaneSettings settings() {
    return settings;
  }

  LaneHost host() {
    return host;
  }

  LaneNumbers numbers() {
    return numbers;
  }

  ShareDesk desk() {
    return desk;
  }

  Algorithm algorithm() {
    return settings.pools().getFirst().algorithm();
  }

  /// The line that a miner without a seat turns to, as far as can be told before it takes one.
  PoolLine line() {
    return pools.line();
  }

  /// Who is to sit where.
  Placement placement() {
    return placement;
  }

  String poolName() {
    return line().settings().name();
  }

  ParkedMiners parked() {
    return parked;
  }

  /// Tells each miner that works for the line, or is to.
  void eachOn(PoolLine line, Consumer<MinerSession> tell) {
    for (MinerSession miner : new ArrayList<>(miners)) {
      if (miner.line() == line) {
        tell.accept(miner);
      }
    }
  }

  /// Whether a miner sits on the line.
  boolean isWorkedOn(PoolLine line) {
    return miners.stream().anyMatch(miner -> miner.sitsOn(line));
  }

  /// The line can serve.
  void onLineOpen(long nowNanos) {
    placement.review(nowNanos);
  }

  /// The line's connection ended.
  ///
  /// @param failed by its own fault, after it could serve
  void onLineLost(PoolLine line, boolean failed, long nowNanos) {
    pools.lost(line, failed && (line == pools.line() || isWorkedOn(line)), nowNanos);
    placement.review(nowNanos);
    placement.leave(line, nowNanos);
  }

  /// The miner can't follow to where its lane works now: it is to be closed in its turn.
  void joinWave(MinerSession miner, long nowNanos) {
    wave.add(miner, nowNanos);
  }

  /// The miner has work again: it stays.
  void backFromWave(MinerSession miner) {
    wave.remove(miner);
  }

  /// The miner is gone.
  void forget(MinerSession miner, CloseReason reason) {
    miners.remove(miner);
    wave.remove(miner);
    pools.all().forEach(line -> line.work().forget(miner));
    numbers.connectionClosed(reason);
  }

  private Stream<PoolSession> sessions() {
    return pools.all().stream().map(PoolLine::session).filter(Objects::nonNull);
  }
}
