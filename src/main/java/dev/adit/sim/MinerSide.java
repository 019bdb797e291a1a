package dev.adit.sim;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import dev.adit.stratum.Subscription;
import dev.adit.work.Difficulty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a simulated miner says on one connection. It knows no socket; owned by its event loop.
final class MinerSide {
  /// What the protocol says until told otherwise.
  private static final double FIRST_DIFFICULTY = 1;

  private final int session;
  private final @Nullable String earlierSession;
  private final MinerPlan plan;
  private final StratumCodec codec;
  private final ToPool pool;
  private final Rig rig;
  private final MinerBooks books;
  private final MinerIds ids;
  private final SubmitLog log;
  private @Nullable Subscription subscription;
  private @Nullable Notify job;
  private @Nullable MinerWork work;
  private boolean authorized;
  private int versionMask;
  private double difficulty = FIRST_DIFFICULTY;

  /// @param earlierSession what the pool called the session before, to be resumed; or null
  MinerSide(
      int session,
      @Nullable String earlierSession,
      MinerPlan plan,
      StratumCodec codec,
      ToPool pool,
      Rig rig,
      MinerBooks books) {
    this.session = session;
    this.earlierSession = earlierSession;
    this.plan = plan;
    this.codec = codec;
    this.pool = pool;
    this.rig = rig;
    this.books = books;
    this.ids = new MinerIds(plan);
    this.log = new SubmitLog(books);
  }

  /// The whole handshake in one go, as much firmware does it.
  void onConnected() {
    if (!plan.is(Behaviour.NO_CONFIGURE)) {
      pool.send(
          new Configure(
              ids.configure(), List.of(Configure.VERSION_ROLLING), 0xffffffff, null, null));
    }
    var subscribe = new Subscribe(ids.subscribe(), "adit-sim/1", earlierSession);
    var authorize = new Authorize(ids.authorize(), plan.user(), plan.password());
    boolean authorizeFirst = plan.is(Behaviour.AUTHORIZE_FIRST);
    pool.send(authorizeFirst ? authorize : subscribe);
    pool.send(authorizeFirst ? subscribe : authorize);
    if (plan.is(Behaviour.XNSUB)) {
      pool.send(new MinerMessage.ExtranonceSubscribe(ids.extranonce()));
    }
  }

  void on(PoolMessage message) {
    switch (message) {
      case Answer answer -> onAnswer(answer);
      case Notify next -> onJob(next);
      case PoolMessage.SetDifficulty(double next) -> difficulty = next;
      case PoolMessage.SetExtranonce change -> onExtranonce(change);
      case PoolMessage.SetVersionMask(int mask) -> {
        versionMask = mask;
        prepare();
      }
      case PoolMessage.GetVersion ask -> answer(ask.id(), "\"adit-sim/1\"");
      case PoolMessage.Ping ask -> answer(ask.id(), "\"pong\"");
      case PoolMessage.Reconnect _ -> pool.hangUp();
      case PoolMessage.ShowMessage _, PoolMessage.Unknown _, PoolMessage.Garbage _ -> {}
    }
  }

  /// What the pool called this session; null before it did.
  @Nullable String sessionId() {
    Subscription given = subscription;
    return given == null ? null : given.sessionId();
  }

  /// Submits, unless it was found for an earlier connection.
  void onFound(FoundShare share) {
    if (share.work().session() != session) {
      return;
    }
    submit(share);
    if (plan.is(Behaviour.DUPLICATE)) {
      submit(share);
    }
  }

  private void onAnswer(Answer answer) {
    if (answer.id().equals(ids.configure())) {
      versionMask = codec.readVersionMask(answer.result());
    } else if (answer.id().equals(ids.subscribe())) {
      subscription = codec.readSubscription(answer.result());
    } else if (answer.id().equals(ids.authorize())) {
      authorized = answer.isYes();
    } else if (!log.settle(answer) && isSurprising(answer)) {
      books.unasked();
    }
    if (work == null) {
      prepare();
    }
  }

  private boolean isSurprising(Answer answer) {
    return !answer.id().equals(ids.extranonce()) && !plan.is(Behaviour.GARBAGE);
  }

  private void onJob(Notify next) {
    books.difficulty(difficulty);
    job = next;
    prepare();
  }

  /// It takes effect with the next job.
  private void onExtranonce(PoolMessage.SetExtranonce change) {
    if (plan.is(Behaviour.XNSUB)) {
      subscription = new Subscription(change.extranonce1(), change.extranonce2Size(), null);
    }
  }

  /// Puts the rig to work, as soon as there is all it takes.
  private void prepare() {
    if (subscription == null || job == null || !authorized) {
      return;
    }
    MinerWork before = work;
    work =
        new MinerWork(
            session,
            job,
            subscription.extranonce1(),
            subscription.extranonce2Size(),
            versionMask,
            Difficulty.of(difficulty, plan.algorithm()));
    if (!plan.is(Behaviour.SILENT)) {
      rig.work(plan.is(Behaviour.STALE) ? before : work);
    }
    if (plan.is(Behaviour.SLOW_READER)) {
      pool.stopReading();
    }
  }

  private void submit(FoundShare share) {
    Notify job = share.work().job();
    RequestId id = ids.submit();
    log.sent(id, share.work().difficulty().value());
    pool.send(
        new Submit(
            id,
            plan.user(),
            job.jobId(),
            share.extranonce2(),
            job.ntime(),
            share.nonce(),
            share.versionBits()));
  }

  private void answer(RequestId id, String result) {
    pool.send(new MinerMessage.Answer(id, result, "null"));
  }
}
