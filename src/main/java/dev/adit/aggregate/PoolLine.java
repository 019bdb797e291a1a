package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage;
import dev.adit.work.Job;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One of a lane's pools: its connection through all lives of it, and how far it can be trusted.
/// Miners sit on the line whose work they do.
final class PoolLine implements PoolListener {
  private static final long SECOND = 1_000_000_000L;

  /// A first attempt is worth waiting for this long before the next pool is tried.
  private static final long PATIENCE_NANOS = SECOND;

  /// A pool that means to give work gives it at once.
  private static final long IDLE_NANOS = 5 * SECOND;

  private sealed interface State {
    record Idle() implements State {}

    record Dialling(Call call, LaneHost.Dialling attempt) implements State {}

    record Talking(Call call, PoolSession session) implements State {}
  }

  private final Lane lane;
  private final PoolSettings settings;
  private final RandomGenerator random;
  private final Backoff backoff;
  private final FlapRecord flaps = new FlapRecord();
  private final PoolWork work;
  private State state = new State.Idle();
  private PoolSettings target;

  /// When the attempt began, or is to begin.
  private long dialNanos;

  private long openNanos;

  PoolLine(
      Lane lane,
      PoolSettings settings,
      JobNames names,
      SlotShelf shelf,
      RandomGenerator random,
      long now) {
    this.lane = lane;
    this.settings = settings;
    this.target = settings;
    this.random = random;
    this.backoff = new Backoff(settings.backoffMinNanos(), settings.backoffMaxNanos(), random);
    this.work = new PoolWork(lane, this, names, shelf);
    this.dialNanos = now;
  }

  // What the lane asks of it.

  /// There must be a connection: begins to dial, unless that is under way.
  void want(long nowNanos) {
    if (state instanceof State.Idle) {
      dialNanos = Math.max(dialNanos, nowNanos);
      Call call = new Call();
      state = new State.Dialling(call, lane.host().dial(target, dialNanos - nowNanos, call));
    }
  }

  /// It is not needed any more.
  void leave(long nowNanos) {
    switch (state) {
      case State.Idle _ -> {}
      case State.Dialling(_, LaneHost.Dialling attempt) -> attempt.cancel();
      case State.Talking(_, PoolSession session) -> {
        session.link().close();
        end(session, nowNanos);
      }
    }
    state = new State.Idle();
  }

  void onTick(long nowNanos) {
    PoolSession session = session();
    if (session != null) {
      session.onTick(nowNanos);
    }
    work.onTick(isOpen() || lane.settings().keepWarm(), nowNanos);
  }

  // What it is.

  PoolSettings settings() {
    return settings;
  }

  PoolWork work() {
    return work;
  }

  @Nullable PoolSession session() {
    return state instanceof State.Talking(_, PoolSession session) ? session : null;
  }

  /// Subscribed and authorised.
  boolean isOpen() {
    PoolSession session = session();
    return session != null && session.isOpen();
  }

  /// Open for a while, and without a job all the time.
  boolean isIdle(long nowNanos) {
    return isOpen() && !hasWork() && nowNanos - openNanos > IDLE_NANOS;
  }

  boolean hasWork() {
    return isOpen() && work.currentJob() != null;
  }

  /// It was dialled for the first time only just now, and may have work in a moment.
  boolean isFreshlyTried(long nowNanos) {
    return !hasWork()
        && !backoff.hasFailed()
        && nowNanos >= dialNanos
        && nowNanos - dialNanos < PATIENCE_NANOS;
  }

  /// Miners sit here, or their shares wait for the pool's word.
  boolean isInUse() {
    PoolSession session = session();
    return lane.isWorkedOn(this) || (session != null && session.requests().pendingShares() > 0);
  }

  /// Healthy for long enough that miners may be taken from another pool for it.
  boolean isTrusted(long nowNanos) {
    return hasWork()
        && nowNanos - openNanos >= flaps.beforeReturnNanos(settings.stableForNanos(), nowNanos);
  }

  /// Healthy for long enough that miners whose own pool is gone may come.
  boolean mayRescue(long nowNanos) {
    return isOpen() && nowNanos - openNanos >= flaps.beforeRescueNanos(nowNanos);
  }

  /// Miners that have no pool may come, and have something to do.
  boolean canServe(long nowNanos) {
    return hasWork() && mayRescue(nowNanos);
  }

  int versionMask() {
    PoolSession session = session();
    return session == null ? 0 : session.versionMask();
  }

  LineView view(boolean serving, long nowNanos) {
    return LineView.of(this, serving && isOpen(), nowNanos);
  }

  // What the connection does.

  private final class Call implements PoolCaller {

    private boolean isCurrent() {
      return switch (state) {
        case State.Idle _ -> false;
        case State.Dialling(Call call, _) -> call == this;
        case State.Talking(Call call, _) -> call == this;
      };
    }

    @Override
    public void onConnected(PoolLink link, long nowNanos) {
      if (!isCurrent()) {
        link.close();
        return;
      }
      PoolSession session =
          new PoolSession(settings, lane.settings(), link, PoolLine.this, nowNanos);
      state = new State.Talking(this, session);
      session.open(nowNanos);
    }

    @Override
    public void onMessage(PoolMessage message, long nowNanos) {
      PoolSession session = session();
      if (isCurrent() && session != null) {
        session.on(message, nowNanos);
      }
    }

    @Override
    public void onLost(String why, long nowNanos) {
      if (isCurrent()) {
        fail(why, nowNanos);
      }
    }
  }

  private void fail(String why, long nowNanos) {
    tell(true, why);
    PoolSession session = session();
    boolean wasOpen = isOpen();
    if (wasOpen && nowNanos - openNanos >= settings.stableForNanos()) {
      backoff.reset();
    }
    state = new State.Idle();
    target = settings;
    dialNanos = nowNanos + backoff.failed();
    if (session != null) {
      end(session, nowNanos);
    }
    lane.onLineLost(this, wasOpen, nowNanos);
  }

  void countFlap(long nowNanos) {
    flaps.failed(nowNanos);
  }

  private void end(PoolSession session, long nowNanos) {
    lane.numbers().unknownAnswers(session.requests().unknownAnswers());
    session.end(nowNanos);
  }

  // What the session tells.

  @Override
  public void onReady(PoolSession session, long nowNanos) {
    openNanos = nowNanos;
    work.startAnew(session, nowNanos);
    onVersionMask(session);
    tell(false, "ready");
    lane.onLineOpen(nowNanos);
  }

  @Override
  public void onJob(Job job, long nowNanos) {
    work.add(job, nowNanos);
  }

  @Override
  public void onExtranonce(PoolSession session, long nowNanos) {
    work.followExtranonce(session, nowNanos);
  }

  @Override
  public void onVersionMask(PoolSession session) {
    if (session.isOpen()) {
      lane.eachOn(this, miner -> miner.onVersionMask(session.versionMask()));
    }
  }

  @Override
  public void onUnknown(PoolMessage.Unknown message) {
    if (!lane.settings().strictBroadcast() && message.method().startsWith("mining.")) {
      lane.eachOn(this, miner -> miner.relay(message));
    }
  }

  @Override
  public void onAnswer(Share share, PoolMessage.Answer answer, long latencyNanos, long nowNanos) {
    lane.desk().answered(share, answer, latencyNanos, nowNanos);
  }

  @Override
  public void onLost(Share share, String why, long nowNanos) {
    lane.desk().lost(share, why, nowNanos);
  }

  @Override
  public void onUseless(PoolSession session, String why, long nowNanos) {
    session.link().close();
    fail(why, nowNanos);
  }

  @Override
  public void onReconnect(PoolSession session, PoolSettings where, int waitSeconds, long nowNanos) {
    session.link().close();
    tell(
        false,
        "asks for a new connection to %s:%d in %d s"
            .formatted(where.host(), where.port(), waitSeconds));
    state = new State.Idle();
    target = where;
    long waitNanos = Math.min(waitSeconds * SECOND, settings.backoffMaxNanos());
    dialNanos = nowNanos + waitNanos + (long) (random.nextDouble() * SECOND);
    end(session, nowNanos);
    lane.onLineLost(this, false, nowNanos);
  }

  @Override
  public void tell(boolean warning, String text) {
    lane.host().tell(new Notice(warning, settings.name(), text));
  }
}
