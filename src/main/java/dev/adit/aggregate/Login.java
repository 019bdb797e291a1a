package dev.adit.aggregate;

import dev.adit.aggregate.MinerState.Closed;
import dev.adit.aggregate.MinerState.Handshaking;
import dev.adit.aggregate.MinerState.Mining;
import dev.adit.aggregate.MinerState.Waiting;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.Results;
import dev.adit.stratum.StratumError;
import org.jspecify.annotations.Nullable;

/// How one miner comes to mine: it configures, subscribes and authorizes, in whichever order. While
/// only the pool knows an answer, all that the miner asks waits.
final class Login {
  private final Lane lane;
  private final MinerSession miner;
  private final AuthorizedWorkers workers = new AuthorizedWorkers();

  /// By which the miner may come back; "" before it was told.
  private String sessionId = "";

  /// What it asks waits for the pool's word on its name.
  private boolean waitsForWord;

  Login(Lane lane, MinerSession miner) {
    this.lane = lane;
    this.miner = miner;
  }

  String sessionId() {
    return sessionId;
  }

  /// The first name that it authorised, or "" where there is none.
  String firstWorker() {
    return workers.first();
  }

  boolean hasAuthorized(String worker) {
    return workers.has(worker);
  }

  /// The worker's name where this connection authorised it, else "": what a stranger makes up is
  /// not worth remembering.
  String knownName(String worker) {
    return workers.has(worker) ? worker : "";
  }

  /// Neither authorised a name nor asked anything that waits.
  boolean hasSaidNothing() {
    return workers.isEmpty() && !isHeldUp();
  }

  // What the miner asks.

  MinerState configure(MinerState at, Configure ask) {
    MinerTerms terms = miner.terms();
    miner.link().send(Answer.of(ask.id(), terms.configure(ask, miner.line().versionMask())));
    miner.feed().difficulty().raiseFloor(terms.minimumDifficulty);
    return at;
  }

  MinerState subscribe(MinerState at, Subscribe ask, long nowNanos) {
    miner.terms().userAgent = ask.userAgent();
    return switch (at) {
      case Mining mining -> {
        answerSubscribe(ask.id(), mining.seat());
        miner.feed().offerCurrent();
        yield mining;
      }
      case Handshaking(Seat seat, String worker) -> {
        Seat mine = seat == null ? miner.seating().take(miner, ask.sessionId(), nowNanos) : seat;
        if (mine == null) {
          refuse(ask.id(), StratumError.OTHER, "No free extranonce slot: connect again");
          miner.close(CloseReason.NO_SLOT, nowNanos);
          yield miner.state();
        }
        answerSubscribe(ask.id(), mine);
        miner.onVersionMask(mine.line().versionMask());
        yield begin(mine, worker);
      }
      case Waiting _, Closed _ -> at;
    };
  }

  MinerState authorize(MinerState at, Authorize ask, long nowNanos) {
    if (!workers.mayAdd(ask.user())) {
      miner.conduct().loginFailed(nowNanos);
      refuse(ask.id(), StratumError.UNAUTHORIZED, "Worker name too long, or too many of them");
      return at;
    }
    PasswordOptions.difficulty(ask.password()).ifPresent(miner.feed()::suggest);
    if (lane.settings().localAuthorize()) {
      miner.link().send(Answer.yes(ask.id()));
      return authorized(at, ask.user(), nowNanos);
    }
    miner.become(at instanceof Handshaking before ? new Waiting(before, new Held()) : at);
    waitsForWord = true;
    askPool(ask, (yes, error, atNanos) -> answered(ask, yes, error, atNanos), nowNanos);
    return miner.state();
  }

  /// Asks the pool where the miner sits about its own name and password (`local_authorize =
  /// false`). A miner that goes under the configured user needs no word of the pool's: that one is
  /// authorised.
  private void askPool(Authorize ask, Asked.LoginAnswered then, long nowNanos) {
    PoolSession session = miner.line().session();
    PoolSettings pool = miner.line().settings();
    String poolUser = pool.userOf(ask.user());
    if (poolUser.equals(pool.user())) {
      then.on(true, "null", nowNanos);
    } else if (session == null
        || !session.requests().login(poolUser, ask.password(), then, nowNanos)) {
      then.on(false, WorkerDirectory.UNREACHABLE, nowNanos);
    }
  }

  private void answered(Authorize ask, boolean yes, String error, long nowNanos) {
    waitsForWord = false;
    if (miner.state() instanceof Closed) {
      return;
    }
    miner.link().send(yes ? Answer.yes(ask.id()) : new Answer(ask.id(), "false", error));
    if (!yes && !error.equals(WorkerDirectory.UNREACHABLE)) {
      miner.conduct().loginFailed(nowNanos);
    }
    if (miner.state() instanceof Waiting(Handshaking before, Held held)) {
      goOn(yes ? authorized(before, ask.user(), nowNanos) : before, held, nowNanos);
    } else if (yes) {
      miner.become(authorized(miner.state(), ask.user(), nowNanos));
    }
  }

  private MinerState authorized(MinerState at, String worker, long nowNanos) {
    workers.add(worker);
    miner.conduct().loggedIn(nowNanos);
    return switch (at) {
      case Handshaking(Seat seat, _) ->
          seat == null ? new Handshaking(null, worker) : begin(seat, worker);
      case Mining _, Waiting _, Closed _ -> at;
    };
  }

  private MinerState begin(Seat seat, @Nullable String worker) {
    if (worker == null) {
      return new Handshaking(seat, null);
    }
    miner.become(new Mining(seat, worker));
    miner.feed().offerCurrent();
    return miner.state();
  }

  /// It hands in a share before it may.
  MinerState tooEarly(Handshaking at, Submit share, long nowNanos) {
    StratumError why =
        miner.seating().isAdrift()
            ? Refusals.STALE
            : at.seat() == null
                ? new StratumError(StratumError.NOT_SUBSCRIBED, "Not subscribed")
                : Refusals.UNAUTHORIZED;
    lane.desk().refuse(miner, share, why, nowNanos);
    return at;
  }

  // What waits.

  /// Keeps what the miner asks until the pool has spoken.
  MinerState hold(Waiting at, MinerMessage message, long nowNanos) {
    if (!at.held().add(message)) {
      miner.close(CloseReason.GARBAGE, nowNanos);
      return miner.state();
    }
    return at;
  }

  /// The pool is gone: what only it can say waits from here on.
  void onPoolGone() {
    if (miner.state() instanceof Handshaking before && !miner.seating().isAdrift()) {
      miner.become(new Waiting(before, new Held()));
    }
  }

  /// The pool of this line has spoken: what waited for that is answered, in the order asked, here
  /// or where there is a slot for the miner.
  void onPoolThere(PoolLine line, long nowNanos) {
    if (!waitsForWord && miner.state() instanceof Waiting(Handshaking before, Held held)) {
      if (before.seat() == null
          && held.wantsSlot()
          && line.work().slots().available(nowNanos) == 0) {
        miner.moveElsewhere(held.messages(), nowNanos);
      } else {
        goOn(before, held, nowNanos);
      }
    }
  }

  private void goOn(MinerState at, Held held, long nowNanos) {
    miner.become(at);
    held.messages().forEach(message -> miner.on(message, nowNanos));
  }

  /// The connection is to be closed: each share that waits is answered before.
  void refuseHeldShares(long nowNanos) {
    if (miner.state() instanceof Waiting(_, Held held)) {
      for (MinerMessage asked : held.messages()) {
        if (asked instanceof Submit share) {
          lane.desk().refuse(miner, share, Refusals.STALE, nowNanos);
        }
      }
    }
  }

  /// Who has not authorised for too long is told to the guard; but not who waits for us. Each time,
  /// since the guard may have been told meanwhile to be stricter.
  void onTick(long connectedNanos, long nowNanos) {
    long most = lane.settings().loginNanos();
    if (most > 0 && connectedNanos > most && workers.isEmpty() && !isHeldUp()) {
      miner.conduct().loginOverdue(nowNanos);
    }
  }

  boolean isWaiting() {
    return miner.state() instanceof Waiting;
  }

  /// Silent because we keep it waiting.
  boolean isHeldUp() {
    return waitsForWord || (miner.state() instanceof Waiting(_, Held held) && !held.isEmpty());
  }

  // Smaller steps.

  private void answerSubscribe(RequestId id, Seat seat) {
    sessionId = seat.slot().sessionId();
    miner
        .link()
        .send(
            Answer.of(
                id,
                Results.subscribed(
                    sessionId, seat.extranonce1(), seat.line().work().slots().minerBytes())));
  }

  private void refuse(RequestId id, int code, String text) {
    miner.link().send(Answer.refusal(id, new StratumError(code, text)));
  }
}
