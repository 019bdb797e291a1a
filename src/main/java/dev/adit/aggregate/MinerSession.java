package dev.adit.aggregate;

import dev.adit.aggregate.MinerState.Closed;
import dev.adit.aggregate.MinerState.Handshaking;
import dev.adit.aggregate.MinerState.Mining;
import dev.adit.aggregate.MinerState.Waiting;
import dev.adit.metrics.ShareTally;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Request;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.Results;
import dev.adit.stratum.StratumError;
import dev.adit.work.Difficulty;
import org.jspecify.annotations.Nullable;

/// One miner's conversation, from its first line to its end. What becomes of its shares is
/// [ShareDesk]'s.
public final class MinerSession {
  private static final int MOST_RELAYS = 4;

  /// Lines of no sense that an otherwise honest miner is forgiven.
  private static final int MOST_GARBAGE = 8;

  private final Lane lane;
  private final MinerLink link;
  private final JobFeed feed;
  private final MinerTerms terms = new MinerTerms();
  private final Seating seating;
  private final ShareTally tally = new ShareTally();
  private final long connectedNanos;
  private long heardNanos;
  private MinerState state;

  /// By which the miner may come back; "" before it was told.
  private String sessionId = "";

  private final AuthorizedWorkers workers = new AuthorizedWorkers();

  /// What it asks waits for the pool's word on its name.
  private boolean loggingIn;

  private int garbage;
  private int relays;

  MinerSession(Lane lane, MinerLink link, boolean poolReady, long nowNanos) {
    this.lane = lane;
    this.link = link;
    this.connectedNanos = nowNanos;
    this.heardNanos = nowNanos;
    this.feed = new JobFeed(lane.settings().vardiff(), link, nowNanos);
    this.seating = new Seating(lane, link, terms, feed);
    this.state = poolReady ? Handshaking.NEW : new Waiting(Handshaking.NEW, new Held());
  }

  private record Turn(MinerState at, MinerMessage message) {}

  /// The miner said something.
  public void on(MinerMessage message, long nowNanos) {
    heardNanos = nowNanos;
    state =
        switch (new Turn(state, message)) {
          case Turn(Closed at, _) -> at;
          case Turn(var at, MinerMessage.Garbage _) -> garbage(at);
          case Turn(var at, MinerMessage.Answer _) -> at;
          case Turn(var at, MinerMessage.Chatter _) -> at;
          case Turn(Waiting at, var any) -> hold(at, any);
          case Turn(var at, Configure ask) -> configure(at, ask);
          case Turn(var at, Subscribe ask) -> subscribe(at, ask, nowNanos);
          case Turn(var at, Authorize ask) -> authorize(at, ask, nowNanos);
          case Turn(Handshaking at, Submit share) -> tooEarly(at, share, nowNanos);
          case Turn(Mining at, Submit share) -> submit(at, share, nowNanos);
          case Turn(var at, Request other) -> other(at, other, nowNanos);
        };
  }

  boolean sitsOn(PoolLine line) {
    Seat seat = state.seat();
    return seat != null && seat.line() == line;
  }

  /// Where it works, or is to.
  PoolLine line() {
    Seat seat = state.seat();
    return seat == null ? lane.line() : seat.line();
  }

  /// The connection ended.
  public void onClosed(CloseReason reason, long nowNanos) {
    if (!(state instanceof Closed)) {
      leave(reason, nowNanos);
    }
  }

  // What the lane tells.

  /// The lane's miners work for this line from now on; or it is back.
  void turnTo(PoolLine line, long nowNanos) {
    Seat seat = state.seat();
    if (seat != null && seat.line() == line) {
      lane.backFromWave(this);
    } else if (seat != null) {
      sit(seating.move(this, seat, line, nowNanos), nowNanos);
      if (state instanceof Mining at && at.seat().line() == line) {
        feed.offerCurrent();
      }
    } else {
      onVersionMask(line.versionMask()); // It may have asked while another served.
    }
    if (!loggingIn && state instanceof Waiting(Handshaking before, Held held)) {
      if (before.seat() == null
          && held.wantsSlot()
          && line.work().slots().available(nowNanos) == 0) {
        leave(CloseReason.MOVED, nowNanos);
        link.moveElsewhere(held.messages());
        return;
      }
      resume(before, held, nowNanos);
    }
  }

  /// A job for all, or for those who need one.
  void offer(LaneJob job, boolean clean) {
    if (state instanceof Mining) {
      feed.offer(job, clean);
    }
  }

  /// The pool gave another extranonce: the miner's seat is worth nothing any more.
  void loseExtranonce(long nowNanos) {
    Seat seat = state.seat();
    if (seat == null) {
      return;
    }
    seating.vacate(seat, nowNanos);
    if (!terms.followsExtranonce) {
      sit(seating.castOff(this, nowNanos), nowNanos);
    }
  }

  /// The pool's new extranonce is shared out: this miner gets its part of it.
  void followExtranonce(long nowNanos) {
    Seat seat = state.seat();
    if (seat != null) {
      sit(seating.follow(seat.line(), nowNanos), nowNanos);
    }
  }

  private void sit(@Nullable Seat seat, long nowNanos) {
    state = state.withSeat(seat);
    if (seat == null && !seating.isAdrift()) {
      close(CloseReason.NO_SLOT, nowNanos);
    }
  }

  /// The pool is gone: what only it can say waits from here on.
  void onPoolGone() {
    if (state instanceof Handshaking before && !seating.isAdrift()) {
      state = new Waiting(before, new Held());
    }
  }

  void onVersionMask(int poolMask) {
    if (!(state instanceof Closed)) {
      seating.limitVersionMask(poolMask);
    }
  }

  void relay(PoolMessage.Unknown message) {
    if (state instanceof Mining) {
      link.send(message);
    }
  }

  void onTick(long nowNanos) {
    long idle = lane.settings().idleNanos();
    if (idle > 0 && nowNanos - heardNanos > idle && !(state instanceof Mining) && !isHeldUp()) {
      close(CloseReason.IDLE, nowNanos);
      return;
    }
    review(nowNanos);
  }

  /// Looks whether another difficulty suits it better.
  void review(long nowNanos) {
    if (state instanceof Mining) {
      feed.review(this, nowNanos);
    }
  }

  /// Ends the conversation from our side, unless it has ended.
  void close(CloseReason reason, long nowNanos) {
    if (state instanceof Closed) {
      return;
    }
    if (state instanceof Waiting(_, Held held)) {
      for (MinerMessage asked : held.messages()) {
        if (asked instanceof Submit share) {
          lane.desk().refuse(this, share, ShareDesk.STALE, nowNanos);
        }
      }
    }
    leave(reason, nowNanos);
    link.close(reason);
  }

  // What becomes of its shares: called by the desk.

  MinerTerms terms() {
    return terms;
  }

  JobFeed feed() {
    return feed;
  }

  ShareTally tally() {
    return tally;
  }

  MinerLink link() {
    return link;
  }

  /// Difficulty a second that it earned since it came.
  double creditedPerSecond(long nowNanos) {
    return tally.creditedDifficulty() / Math.max(1, (nowNanos - connectedNanos) / 1e9);
  }

  /// It can be moved to another pool without being disconnected.
  boolean canFollow() {
    return state instanceof Mining && terms.followsExtranonce;
  }

  boolean isWaiting() {
    return state instanceof Waiting;
  }

  Seating seating() {
    return seating;
  }

  boolean hasAuthorized(String worker) {
    return workers.has(worker);
  }

  /// The worker's name where this connection authorised it, else "": what a stranger makes up is
  /// not worth remembering.
  String knownName(String worker) {
    return workers.has(worker) ? worker : "";
  }

  /// Tells the miner, if it is still there.
  void send(PoolMessage message) {
    if (!(state instanceof Closed)) {
      link.send(message);
    }
  }

  MinerView view(long nowNanos) {
    Difficulty told = feed.difficulty().advertised();
    String worker = workers.first();
    double perDifficulty = told == null ? 0 : Difficulty.of(1, told.algorithm()).expectedHashes();
    return new MinerView(
        link.address(),
        worker,
        worker.isEmpty() ? "" : line().settings().userOf(worker),
        terms.userAgent,
        tally.copy(),
        told == null ? 0 : told.value(),
        tally.creditedDifficulty()
            * perDifficulty
            / Math.max(1e-9, (nowNanos - connectedNanos) / 1e9),
        nowNanos - connectedNanos);
  }

  // The table's right-hand sides.

  private MinerState garbage(MinerState at) {
    boolean neverMadeSense = workers.isEmpty() && state.seat() == null && !isHeldUp();
    if (neverMadeSense || ++garbage > MOST_GARBAGE) {
      close(CloseReason.GARBAGE, heardNanos);
      return state;
    }
    return at;
  }

  private MinerState hold(Waiting at, MinerMessage message) {
    if (!at.held().add(message)) {
      close(CloseReason.GARBAGE, heardNanos);
      return state;
    }
    return at;
  }

  private MinerState configure(MinerState at, Configure ask) {
    link.send(Answer.of(ask.id(), terms.configure(ask, line().versionMask())));
    feed.difficulty().raiseFloor(terms.minimumDifficulty);
    return at;
  }

  private MinerState subscribe(MinerState at, Subscribe ask, long nowNanos) {
    terms.userAgent = ask.userAgent();
    return switch (at) {
      case Mining mining -> {
        answerSubscribe(ask.id(), mining.seat());
        feed.offerCurrent();
        yield mining;
      }
      case Handshaking(Seat seat, String worker) -> {
        Seat mine = seat == null ? seating.take(this, ask.sessionId(), nowNanos) : seat;
        if (mine == null) {
          refuse(ask.id(), StratumError.OTHER, "No free extranonce slot: connect again");
          close(CloseReason.NO_SLOT, nowNanos);
          yield state;
        }
        answerSubscribe(ask.id(), mine);
        onVersionMask(mine.line().versionMask());
        yield begin(mine, worker);
      }
      case Waiting _, Closed _ -> at;
    };
  }

  private MinerState authorize(MinerState at, Authorize ask, long nowNanos) {
    if (!workers.mayAdd(ask.user())) {
      refuse(ask.id(), StratumError.UNAUTHORIZED, "Worker name too long, or too many of them");
      return at;
    }
    PasswordOptions.difficulty(ask.password()).ifPresent(feed::suggest);
    if (lane.settings().localAuthorize()) {
      link.send(Answer.yes(ask.id()));
      return authorized(at, ask.user());
    }
    MinerState waiting = at instanceof Handshaking before ? new Waiting(before, new Held()) : at;
    state = waiting;
    loggingIn = true;
    lane.login(this, ask, (yes, error, atNanos) -> answered(ask, yes, error, atNanos), nowNanos);
    return state;
  }

  /// The pool answered an authorisation that it was asked for on this miner's behalf.
  private void answered(Authorize ask, boolean yes, String error, long nowNanos) {
    loggingIn = false;
    if (state instanceof Closed) {
      return;
    }
    link.send(yes ? Answer.yes(ask.id()) : new Answer(ask.id(), "false", error));
    if (state instanceof Waiting(Handshaking before, Held held)) {
      state = yes ? authorized(before, ask.user()) : before;
      held.messages().forEach(message -> on(message, nowNanos));
    } else if (yes) {
      state = authorized(state, ask.user());
    }
  }

  private MinerState authorized(MinerState at, String worker) {
    workers.add(worker);
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
    state = new Mining(seat, worker);
    feed.offerCurrent();
    return state;
  }

  private MinerState tooEarly(Handshaking at, Submit share, long nowNanos) {
    StratumError why =
        seating.isAdrift()
            ? ShareDesk.STALE
            : at.seat() == null
                ? new StratumError(StratumError.NOT_SUBSCRIBED, "Not subscribed")
                : new StratumError(StratumError.UNAUTHORIZED, "Unauthorized worker");
    lane.desk().refuse(this, share, why, nowNanos);
    return at;
  }

  private MinerState submit(Mining at, Submit share, long nowNanos) {
    lane.desk().submit(this, at, share, nowNanos);
    return state;
  }

  private MinerState other(MinerState at, Request request, long nowNanos) {
    Answer answer = SmallTalk.reply(this, lane, request, nowNanos);
    if (answer != null) {
      link.send(answer);
    }
    return at;
  }

  // Smaller steps.

  private void resume(Handshaking before, Held held, long nowNanos) {
    state = before;
    held.messages().forEach(message -> on(message, nowNanos));
  }

  private void answerSubscribe(RequestId id, Seat seat) {
    sessionId = seat.slot().sessionId();
    link.send(
        Answer.of(
            id,
            Results.subscribed(
                seat.slot().sessionId(),
                seat.extranonce1(),
                seat.line().work().slots().minerBytes())));
  }

  private void refuse(RequestId id, int code, String text) {
    link.send(Answer.refusal(id, new StratumError(code, text)));
  }

  private void leave(CloseReason reason, long nowNanos) {
    Seat seat = state.seat();
    state = new Closed(reason);
    if (seat != null) {
      seating.vacate(seat, nowNanos);
    }
    if (feed.difficulty().advertised() != null) {
      lane.parked().add(sessionId, feed.park(seat == null ? null : seat.slot(), nowNanos));
    }
    lane.forget(this, reason);
  }

  /// Silent because we keep it waiting.
  private boolean isHeldUp() {
    return state instanceof Waiting(_, Held held) && !held.isEmpty();
  }

  /// Whether one more request of this miner's that Adit does not know may wait for the pool: they
  /// cost it nothing, so it must mine and wait like others.
  boolean mayRelay() {
    return state instanceof Mining && relays < MOST_RELAYS;
  }

  void onRelayed() {
    relays++;
  }

  void onRelayAnswered(Answer answer) {
    relays--;
    send(answer);
  }
}
