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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One miner's conversation, from its first line to its end. What becomes of its shares is
/// [ShareDesk]'s.
public final class MinerSession {
  /// Lines of no sense that an otherwise honest miner is forgiven.
  private static final int MOST_GARBAGE = 8;

  private final Lane lane;
  private final MinerLink link;
  private final JobFeed feed;
  private final Login login;
  private final Relays relays;
  private final MinerTerms terms = new MinerTerms();
  private final Seating seating;
  private final ShareTally tally = new ShareTally();
  private final long connectedNanos;
  private long heardNanos;
  private MinerState state;
  private int garbage;

  MinerSession(Lane lane, MinerLink link, boolean poolReady, long nowNanos) {
    this.lane = lane;
    this.link = link;
    this.connectedNanos = nowNanos;
    this.heardNanos = nowNanos;
    this.feed = new JobFeed(lane.settings().vardiff(), link, nowNanos);
    this.login = new Login(lane, this);
    this.relays = new Relays(this);
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
          case Turn(Waiting at, var any) -> login.hold(at, any, nowNanos);
          case Turn(var at, Configure ask) -> login.configure(at, ask);
          case Turn(var at, Subscribe ask) -> login.subscribe(at, ask, nowNanos);
          case Turn(var at, Authorize ask) -> login.authorize(at, ask, nowNanos);
          case Turn(Handshaking at, Submit share) -> login.tooEarly(at, share, nowNanos);
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
    login.onPoolThere(line, nowNanos);
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
    if (terms.followsExtranonce) {
      seating.vacate(seat, nowNanos);
    } else {
      sit(seating.castOff(this, seat, nowNanos), nowNanos);
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
    if (idle > 0 && nowNanos - heardNanos > idle && !isMining() && !login.isHeldUp()) {
      close(CloseReason.IDLE, nowNanos);
      return;
    }
    login.onTick(nowNanos - connectedNanos, nowNanos);
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
    login.refuseHeldShares(nowNanos);
    leave(reason, nowNanos);
    link.close(reason);
  }

  /// Ends the conversation here: another lane answers what has waited.
  void moveElsewhere(List<MinerMessage> waiting, long nowNanos) {
    leave(CloseReason.MOVED, nowNanos);
    link.moveElsewhere(waiting);
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

  Conduct conduct() {
    return link.conduct();
  }

  /// Difficulty a second that it earned since it came.
  double creditedPerSecond(long nowNanos) {
    return tally.creditedDifficulty() / Math.max(1, (nowNanos - connectedNanos) / 1e9);
  }

  /// It can be moved to another pool without being disconnected.
  boolean canFollow() {
    return state instanceof Mining && terms.followsExtranonce;
  }

  boolean isMining() {
    return state instanceof Mining;
  }

  Seating seating() {
    return seating;
  }

  Login login() {
    return login;
  }

  Relays relays() {
    return relays;
  }

  MinerState state() {
    return state;
  }

  void become(MinerState next) {
    state = next;
  }

  boolean hasAuthorized(String worker) {
    return login.hasAuthorized(worker);
  }

  /// Tells the miner, if it is still there.
  void send(PoolMessage message) {
    if (!(state instanceof Closed)) {
      link.send(message);
    }
  }

  MinerView view(long nowNanos) {
    return MinerView.of(this, nowNanos - connectedNanos);
  }

  // The table's right-hand sides.

  private MinerState garbage(MinerState at) {
    conduct().noise(heardNanos);
    boolean neverMadeSense = login.hasSaidNothing() && state.seat() == null;
    if (neverMadeSense || ++garbage > MOST_GARBAGE) {
      close(CloseReason.GARBAGE, heardNanos);
      return state;
    }
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

  private void leave(CloseReason reason, long nowNanos) {
    Seat seat = state.seat();
    state = new Closed(reason);
    if (seat != null) {
      seating.vacate(seat, nowNanos);
    }
    if (feed.difficulty().advertised() != null) {
      lane.parked().add(login.sessionId(), feed.park(seat == null ? null : seat.slot(), nowNanos));
    }
    lane.forget(this, reason);
  }
}
