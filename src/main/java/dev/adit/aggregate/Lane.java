package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import dev.adit.work.ExtranonceSlots.Slot;
import dev.adit.work.Job;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One pool connection and all miners that share it. Everything here runs on one thread.
public final class Lane {
  private static final long SECOND = 1_000_000_000L;

  /// The pool is left this long after the last miner.
  private static final long LEAVE_NANOS = 60 * SECOND;

  /// Miners give up after 120 s without a job, at the earliest (`stratum-v1` §2).
  private static final long REPEAT_NANOS = 55 * SECOND;

  private final LaneSettings settings;
  private final LaneHost host;
  private final RandomGenerator random;
  private final LaneNumbers numbers = new LaneNumbers();
  private final LaneSlots slots;
  private final JobBook jobs;
  private final ShareDesk desk;
  private final PoolLife pools;
  private final PoolListener poolListener = new FromPool();
  private final Set<MinerSession> miners = new LinkedHashSet<>();
  private final Set<MinerSession> wantFreshJob = new LinkedHashSet<>();
  private final Wave wave = new Wave();
  private @Nullable PoolSession jobSession;
  private long lastMinerNanos;
  private long jobNanos;
  private long offeredNanos;
  private boolean stopping;

  /// Opens a lane that nobody mines on yet.
  ///
  /// @param random for slots, names of jobs and the jitter of dialling; not to be guessed by
  ///   strangers where the lane is real
  public Lane(LaneSettings settings, LaneHost host, RandomGenerator random, long nowNanos) {
    this.settings = settings;
    this.host = host;
    this.random = random;
    this.slots = new LaneSlots(random);
    this.jobs = new JobBook(random.nextInt(1, 1 << 28));
    this.desk = new ShareDesk(this, host, numbers);
    this.pools = new PoolLife(settings, host, random);
    this.lastMinerNanos = nowNanos;
  }

  // What the plumbing tells.

  /// A miner connected.
  public MinerSession join(MinerLink link, long nowNanos) {
    MinerSession miner = new MinerSession(this, link, poolReady(), nowNanos);
    miners.add(miner);
    lastMinerNanos = nowNanos;
    pools.want();
    return miner;
  }

  /// The dial that [LaneHost#dial] asked for succeeded.
  public void onPoolConnected(PoolLink link, long nowNanos) {
    if (!pools.isDialling()) {
      link.close();
      return;
    }
    PoolSession session = new PoolSession(pools.pool(), settings, link, poolListener, nowNanos);
    pools.talk(session);
    session.open(nowNanos);
  }

  /// The pool said something; only from the link that is current.
  public void onPoolMessage(PoolMessage message, long nowNanos) {
    PoolSession session = pools.session();
    if (session != null) {
      session.on(message, nowNanos);
    }
  }

  /// The dial failed, or the connection ended by itself.
  ///
  /// @param why for humans
  public void onPoolLost(String why, long nowNanos) {
    if (pools.isIdle()) {
      return;
    }
    tell(true, why);
    endSession(nowNanos);
    pools.failed(!miners.isEmpty());
  }

  /// Time passes; to be called about every 250 ms.
  public void onTick(long nowNanos) {
    PoolSession session = pools.session();
    if (session != null) {
      session.onTick(nowNanos);
    }
    new ArrayList<>(miners).forEach(miner -> miner.onTick(nowNanos));
    wave.onTick(nowNanos);
    offerFreshJobs(nowNanos);
    slots.forgetParked(nowNanos);
    numbers.workers().forgetSilent(nowNanos);
    if (!miners.isEmpty()) {
      lastMinerNanos = nowNanos;
    } else if (nowNanos - lastMinerNanos > LEAVE_NANOS) {
      leavePool(nowNanos);
    }
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

  /// The lane ends: what is pending is answered as lost, all miners and the pool are closed.
  public void close(CloseReason reason, long nowNanos) {
    leavePool(nowNanos);
    new ArrayList<>(miners).forEach(miner -> miner.close(reason, nowNanos));
  }

  // Numbers.

  /// Shares handed to the pool that it has not answered.
  public int pendingShares() {
    PoolSession session = pools.session();
    return session == null ? 0 : session.requests().pendingShares();
  }

  public int minerCount() {
    return miners.size();
  }

  /// How many more miners find a slot here, as far as the pool has said.
  public long room(long nowNanos) {
    return slots.available(nowNanos);
  }

  /// The lane as of now.
  ///
  /// @param withMiners whether to look at each miner
  public LaneView view(boolean withMiners, long nowNanos) {
    LaneJob current = jobs.current();
    PoolSession session = pools.session();
    return new LaneView(
        settings.listener(),
        poolName(),
        poolReady(),
        poolReady() ? slots.extranonce1().hex() : "",
        slots.extranonce2Size(),
        current == null ? -1 : nowNanos - jobNanos,
        current == null ? 0 : current.job.poolDifficulty().value(),
        miners.size(),
        pendingShares(),
        numbers.unknownAnswers() + (session == null ? 0 : session.requests().unknownAnswers()),
        numbers.blocks(),
        numbers.tallies(),
        numbers.closed(),
        numbers.poolLatency(),
        numbers.workers().views(algorithm(), nowNanos),
        withMiners ? miners.stream().map(miner -> miner.view(nowNanos)).toList() : List.of());
  }

  // What sessions and the desk ask.

  LaneSettings settings() {
    return settings;
  }

  LaneSlots slots() {
    return slots;
  }

  ShareDesk desk() {
    return desk;
  }

  Algorithm algorithm() {
    return settings.pools().getFirst().algorithm();
  }

  String poolName() {
    return pools.pool().name();
  }

  String poolUserOf(String worker) {
    return pools.pool().naming().forPool(pools.pool().user(), worker);
  }

  boolean poolReady() {
    PoolSession session = pools.session();
    return session != null && session.isOpen();
  }

  int versionMask() {
    PoolSession session = pools.session();
    return session == null ? 0 : session.versionMask();
  }

  @Nullable LaneJob currentJob() {
    return jobs.current();
  }

  @Nullable LaneJob findJob(String id) {
    return jobs.find(id);
  }

  /// The pool session that the jobs in the book came from; it may have ended.
  @Nullable PoolSession jobSession() {
    return jobSession;
  }

  /// The miner subscribed anew by itself: it stays.
  void backFromWave(MinerSession miner) {
    wave.remove(miner);
  }

  void wantsFreshJob(MinerSession miner) {
    wantFreshJob.add(miner);
  }

  /// Asks the pool about a miner's own name and password (`local_authorize = false`). A miner that
  /// goes under the configured user needs no word of the pool's: that one is authorised.
  void login(Authorize ask, Asked.LoginAnswered then, long nowNanos) {
    PoolSession session = pools.session();
    String poolUser = poolUserOf(ask.user());
    if (poolUser.equals(pools.pool().user())) {
      then.on(true, "null", nowNanos);
    } else if (session == null
        || !session.requests().login(poolUser, ask.password(), then, nowNanos)) {
      then.on(false, WorkerDirectory.UNREACHABLE, nowNanos);
    }
  }

  /// Passes on a request that Adit does not know, where the listener wants that; false where it
  /// does not, or the pool can't be asked.
  boolean relay(MinerSession miner, MinerMessage.UnknownRequest request, long nowNanos) {
    PoolSession session = pools.session();
    return !settings.strictBroadcast()
        && request.method().startsWith("mining.")
        && session != null
        && session.requests().relay(miner, request, nowNanos);
  }

  /// The miner is gone.
  void forget(
      MinerSession miner, CloseReason reason, @Nullable Slot slot, Parked left, long nowNanos) {
    miners.remove(miner);
    wantFreshJob.remove(miner);
    wave.remove(miner);
    numbers.connectionClosed(reason);
    if (slot != null) {
      slots.free(slot, left, nowNanos);
    }
  }

  // Steps.

  private void broadcast(LaneJob job, boolean clean, long nowNanos) {
    offeredNanos = nowNanos;
    wantFreshJob.clear();
    for (MinerSession miner : miners) {
      miner.offer(job, clean);
    }
  }

  private void offerFreshJobs(long nowNanos) {
    LaneJob current = jobs.current();
    if (current == null || !poolReady()) {
      return;
    }
    if (nowNanos - offeredNanos >= REPEAT_NANOS) {
      broadcast(jobs.repeat(current, nowNanos), false, nowNanos);
    } else if (!wantFreshJob.isEmpty() && nowNanos - jobNanos >= SECOND) {
      LaneJob fresh = jobs.repeat(current, nowNanos);
      wantFreshJob.forEach(miner -> miner.offer(fresh, false));
      wantFreshJob.clear();
    }
  }

  private void shareOut(PoolSession session, long nowNanos) {
    if (!slots.differsFrom(session)) {
      return;
    }
    for (MinerSession miner : miners) {
      if (miner.castOff()) {
        wave.add(miner, nowNanos);
      }
    }
    slots.adopt(session);
    for (MinerSession miner : new ArrayList<>(miners)) {
      miner.followExtranonce(nowNanos);
    }
  }

  private void leavePool(long nowNanos) {
    PoolSession session = pools.session();
    if (session != null) {
      session.link().close();
      endSession(nowNanos);
    }
    pools.leave();
  }

  private void endSession(long nowNanos) {
    PoolSession session = pools.session();
    if (session != null) {
      numbers.unknownAnswers(session.requests().unknownAnswers());
      session.end(nowNanos);
      miners.forEach(MinerSession::onPoolGone);
    }
  }

  private void tell(boolean warning, String text) {
    host.tell(new Notice(warning, poolName(), text));
  }

  /// What the pool's session tells.
  private final class FromPool implements PoolListener {
    @Override
    public void onReady(PoolSession session, long nowNanos) {
      pools.succeeded();
      jobs.clear();
      jobSession = session;
      miners.forEach(miner -> miner.feed().restart());
      shareOut(session, nowNanos);
      onVersionMask(session);
      tell(false, "ready");
      new ArrayList<>(miners).forEach(miner -> miner.onPoolReady(nowNanos));
    }

    @Override
    public void onJob(Job job, long nowNanos) {
      boolean first = jobs.current() == null;
      LaneJob added = jobs.add(job, nowNanos);
      jobNanos = nowNanos;
      broadcast(added, first || job.notification().clean(), nowNanos);
    }

    @Override
    public void onExtranonce(PoolSession session, long nowNanos) {
      jobs.clear();
      miners.forEach(miner -> miner.feed().restart());
      shareOut(session, nowNanos);
    }

    @Override
    public void onVersionMask(PoolSession session) {
      if (session.isOpen()) {
        miners.forEach(miner -> miner.onVersionMask(session.versionMask()));
      }
    }

    @Override
    public void onUnknown(PoolMessage.Unknown message) {
      if (!settings.strictBroadcast() && message.method().startsWith("mining.")) {
        miners.forEach(miner -> miner.relay(message));
      }
    }

    @Override
    public void onAnswer(Share share, PoolMessage.Answer answer, long latencyNanos, long nowNanos) {
      desk.answered(share, answer, latencyNanos, nowNanos);
    }

    @Override
    public void onLost(Share share, String why, long nowNanos) {
      desk.lost(share, why, nowNanos);
    }

    @Override
    public void onUseless(PoolSession session, String why, long nowNanos) {
      session.link().close();
      onPoolLost(why, nowNanos);
    }

    @Override
    public void onReconnect(PoolSession session, int waitSeconds, long nowNanos) {
      session.link().close();
      tell(false, "asks for a new connection in " + waitSeconds + " s");
      endSession(nowNanos);
      long waitNanos = Math.min(waitSeconds * SECOND, pools.pool().backoffMaxNanos());
      pools.redial(waitNanos + (long) (random.nextDouble() * SECOND));
    }

    @Override
    public void tell(boolean warning, String text) {
      Lane.this.tell(warning, text);
    }
  }
}
