package dev.adit.sim.torture;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.Conduct;
import dev.adit.aggregate.MinerLink;
import dev.adit.aggregate.MinerSession;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lane's end of a miner's connection; what passes is checked here.
final class MinerEnd implements MinerLink {
  /// What a miner that does not read may leave unread.
  private static final int MOST_UNREAD = 64;

  private static final long HUNGRY_NANOS = 60 * Agenda.SECOND;

  private final World world;
  private final Proxy proxy;
  private final Rig rig;
  private final String name;
  private final long latencyNanos;
  private final Wire toLane;
  private final Wire toMiner;
  private final SubmitCheck submits;
  private @Nullable MinerSession session;
  private boolean open;

  // What the miner was told.
  private String sessionId = "";
  private HexBytes extranonce1 = HexBytes.EMPTY;
  private int extranonce2Size;
  private boolean follows;
  private int versionMask;
  private double difficulty;
  private @Nullable PoolJob lastJob;
  private long fedNanos;
  private long fedPausedNanos;
  private boolean minedOn;

  MinerEnd(World world, Proxy proxy, Rig rig, long latencyNanos) {
    this.world = world;
    this.proxy = proxy;
    this.rig = rig;
    this.name = rig.name();
    this.latencyNanos = latencyNanos;
    this.toLane = new Wire(world.agenda, latencyNanos);
    this.toMiner = new Wire(world.agenda, latencyNanos);
    this.submits = new SubmitCheck(world, proxy, this);
    toLane.send(() -> proxy.turn(this::enter));
  }

  String name() {
    return name;
  }

  Rig rig() {
    return rig;
  }

  String sessionId() {
    return sessionId;
  }

  boolean isOpen() {
    return open;
  }

  // What the miner does.

  private void enter() {
    open = true;
    proxy.entered(this);
    session = proxy.lane().join(this, world.now());
  }

  void says(MinerMessage message) {
    toLane.send(() -> proxy.turn(() -> hear(message)));
  }

  /// Goes; the lane hears of it after `lateNanos`.
  void hangUp(long lateNanos) {
    toLane.stall(lateNanos);
    toLane.send(() -> proxy.turn(() -> lost(CloseReason.MINER_LEFT)));
  }

  /// Reads nothing for a while.
  void stopReading(long nanos) {
    toMiner.stall(nanos);
  }

  private void hear(MinerMessage message) {
    MinerSession talk = session;
    if (!open || talk == null) {
      return;
    }
    world.history.note(name, "->", message);
    submits.heard(message);
    talk.on(message, world.now());
    submits.turnEnded();
  }

  private void lost(CloseReason reason) {
    if (open && session != null) {
      world.history.note(name, "->", "is gone: " + reason);
      over();
      session.onClosed(reason, world.now());
    }
  }

  // What the lane does.

  @Override
  public void send(PoolMessage message) {
    world.history.note(name, "<-", message);
    if (!open) {
      world.history.breach(Check.TERMS, "speaks on a connection that is over", name);
    }
    switch (message) {
      case Answer answer -> onAnswer(answer);
      case PoolMessage.SetDifficulty set -> difficulty = set.difficulty();
      case PoolMessage.Notify notify -> onJob(notify);
      case PoolMessage.SetExtranonce set -> {
        if (!follows) {
          world.history.breach(Check.TERMS, "set_extranonce to a miner that can't follow", name);
        }
        sit(set.extranonce1(), set.extranonce2Size());
      }
      case PoolMessage.SetVersionMask set -> versionMask = set.mask();
      default -> {}
    }
    toMiner.send(() -> rig.hear(this, message));
    if (toMiner.unread() > MOST_UNREAD) {
      toMiner.cut(); // what it has not read it never will
      world.agenda.after(0, () -> proxy.turn(() -> lost(CloseReason.SLOW_READER)));
      world.agenda.after(latencyNanos, () -> rig.onClosed(this));
    }
  }

  @Override
  public void close(CloseReason reason) {
    world.history.note(name, "<-", "closes: " + reason);
    over();
    toMiner.send(() -> rig.onClosed(this));
  }

  @Override
  public void moveElsewhere(List<MinerMessage> unanswered) {
    close(CloseReason.NO_SLOT); // there is but one lane
  }

  @Override
  public Conduct conduct() {
    return new Unheard();
  }

  @Override
  public String address() {
    return name;
  }

  private void over() {
    open = false;
    proxy.gone(this);
    submits.over();
    leaveSeat();
  }

  private void onAnswer(Answer answer) {
    switch (submits.asked(answer)) {
      case MinerMessage.Subscribe _ -> {
        Subscription granted = world.codec.readSubscription(answer.result());
        if (granted != null) {
          String id = granted.sessionId();
          if (!granted.extranonce1().equals(extranonce1)) {
            leaveSeat();
          }
          sessionId = id == null ? "" : id;
          sit(granted.extranonce1(), granted.extranonce2Size());
        }
      }
      case MinerMessage.ExtranonceSubscribe _ -> follows |= answer.isYes();
      case MinerMessage.Configure ask -> {
        follows |= ask.extensions().contains(MinerMessage.Configure.SUBSCRIBE_EXTRANONCE);
        versionMask = world.codec.readVersionMask(answer.result());
      }
      case null, default -> {}
    }
  }

  private void sit(HexBytes extranonce, int size) {
    if (!extranonce.equals(extranonce1)) {
      leaveSeat();
      extranonce1 = extranonce;
      minedOn = false;
      world.seats.take(this, extranonce);
    }
    extranonce2Size = size;
    lastJob = null;
  }

  private void leaveSeat() {
    if (extranonce1.size() > 0) {
      world.seats.leave(this, extranonce1, minedOn);
      extranonce1 = HexBytes.EMPTY;
    }
  }

  private void onJob(PoolMessage.Notify notify) {
    PoolJob job = world.jobs.get(PoolJob.serialOf(notify));
    if (!job.isOf(extranonce1, extranonce2Size)) {
      breach(Check.OWN_SESSION, "a job of " + job.talk.name() + " on extranonce " + extranonce1);
    }
    if (lastJob == null && !notify.clean()) {
      breach(Check.OWN_SESSION, "the first job on another extranonce is not clean");
    }
    if (difficulty == 0 || difficulty > job.difficulty) {
      breach(Check.DIFFICULTY, "told " + difficulty + " for a job of " + job.difficulty);
    }
    PoolEnd end = job.talk.end();
    if (end.isOpen() && (versionMask & ~end.versionMask()) != 0) {
      breach(Check.TERMS, "may roll %08x of %08x".formatted(versionMask, end.versionMask()));
    }
    lastJob = job;
    fedNanos = world.now();
    fedPausedNanos = proxy.pausedNanos();
    minedOn = true;
  }

  /// A job has come from the pool: a miner that works for it has it now.
  void checkHas(PoolJob job) {
    PoolJob last = lastJob;
    if (last != null && last.talk == job.talk && isSeatedFor(job) && last != job) {
      breach(Check.NO_HARM, "job " + job.notify.jobId() + " was not passed on");
    }
  }

  /// While its pool is there, a miner hears of work once a minute at least, or it would give up.
  private void checkFed() {
    PoolJob last = lastJob;
    if (last != null
        && last.talk.end().isOpen()
        && world.now() - fedNanos - (proxy.pausedNanos() - fedPausedNanos) > HUNGRY_NANOS) {
      breach(Check.NO_HARM, "no job for a minute");
    }
  }

  void check() {
    submits.checkWaiting();
    checkFed();
  }

  /// Whether the miner was given work of this job's session, and has no other since.
  boolean isSeatedFor(PoolJob job) {
    return extranonce1.size() > 0 && job.isOf(extranonce1, extranonce2Size);
  }

  /// Whether this is what it was told last.
  boolean has(HexBytes extranonce) {
    return extranonce.equals(extranonce1);
  }

  boolean mayRoll(@Nullable Integer bits) {
    return bits == null || (bits & ~versionMask) == 0;
  }

  boolean follows() {
    return follows;
  }

  private void breach(Check check, String text) {
    world.history.breach(check, text, name);
  }
}
