package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.Subscription;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A simulated miner: what it does on the wire, and the work that it finds by chance, at its
/// hashrate, on the job and the difficulty that it holds at that moment.
final class Rig {
  /// Without a new job for so long a miner gives up on its pool.
  private static final long JOBLESS_NANOS = 180 * Agenda.SECOND;

  private static final long HANDSHAKE_NANOS = 60 * Agenda.SECOND;

  private final World world;
  private final Proxy proxy;
  private final String name;
  private final String worker;
  private final Habits habits;
  private final double perSecond;
  private final SplittableRandom chance;
  private final Luck luck;
  private final Mischief mischief;
  private @Nullable MinerEnd end;
  private Handshake handshake;
  private String sessionId = "";
  private HexBytes extranonce1 = HexBytes.EMPTY;
  private int extranonce2Size;
  private int versionMask;
  private double difficulty;
  private @Nullable Work work;
  private @Nullable Work before;
  private long heardNanos;
  private int turn;
  private int submits;
  private boolean stopped;
  private @Nullable Loss idle;
  private long idleNanos;

  /// @param perSecond its hashrate, as difficulty per second
  Rig(World world, Proxy proxy, int number, String worker, double perSecond) {
    this.world = world;
    this.proxy = proxy;
    this.name = "miner" + number;
    this.worker = worker;
    this.perSecond = perSecond;
    this.chance = world.chance();
    this.habits = Habits.any(world.scenario, chance);
    this.handshake = new Handshake(habits, worker, "");
    this.luck = new Luck(world, this, chance);
    this.mischief = new Mischief(world, this, luck, chance);
  }

  String name() {
    return name;
  }

  String worker() {
    return worker;
  }

  int versionMask() {
    return versionMask;
  }

  /// The connection that it has now.
  @Nullable MinerEnd end() {
    return end;
  }

  /// The job before the one in hand, on the same extranonce or another.
  @Nullable Work before() {
    return before;
  }

  @Nullable Work work() {
    return work;
  }

  // Coming and going.

  void connect() {
    if (end != null || stopped) {
      return;
    }
    long latency = world.minerLatency(chance);
    MinerEnd mine = new MinerEnd(world, proxy, this, latency);
    end = mine;
    heardNanos = world.now();
    versionMask = 0;
    difficulty = 0;
    work = null;
    if (idle == null) {
      idle(Loss.NO_JOB);
    }
    handshake = new Handshake(habits, worker, habits.resumes() ? sessionId : "");
    world.agenda.after(
        2 * latency,
        () -> {
          if (mine == end) {
            handshake.begin().forEach(mine::says);
          }
        });
  }

  /// Leaves, to come back.
  ///
  /// @param lateNanos after which the lane hears of it
  void leave(long lateNanos, long backInNanos) {
    MinerEnd mine = end;
    if (mine != null) {
      mine.hangUp(lateNanos);
      rest(null);
      world.agenda.after(backInNanos, this::connect);
    }
  }

  void onClosed(MinerEnd from) {
    if (from == end) {
      rest(Loss.RECONNECTING);
      world.agenda.after(chance.nextLong(Agenda.SECOND, 10 * Agenda.SECOND), this::connect);
    }
  }

  /// The run is over.
  void stop() {
    stopped = true;
    rest(null);
  }

  private void rest(@Nullable Loss why) {
    if (!stopped) {
      end = null;
    }
    work = null;
    turn++;
    idle(why);
  }

  private void idle(@Nullable Loss why) {
    if (idle != null) {
      world.efficiency.lost(idle, perSecond * (world.now() - idleNanos) / 1e9);
    }
    idle = why;
    idleNanos = world.now();
  }

  /// Gives up on a pool that says nothing.
  void lookAround() {
    long silence = world.now() - heardNanos;
    if (end != null && !stopped && silence > (work == null ? HANDSHAKE_NANOS : JOBLESS_NANOS)) {
      MinerEnd mine = end;
      mine.hangUp(0);
      onClosed(mine);
    }
  }

  // What it hears.

  void hear(MinerEnd from, PoolMessage message) {
    if (from != end || stopped) {
      return;
    }
    switch (message) {
      case PoolMessage.Answer answer -> onAnswer(from, answer);
      case PoolMessage.SetDifficulty set -> {
        difficulty = set.difficulty();
        Work now = work;
        if (now != null && habits.difficultyAtOnce()) {
          work = now.at(difficulty);
          mine();
        }
      }
      case PoolMessage.SetExtranonce set -> {
        extranonce1 = set.extranonce1();
        extranonce2Size = set.extranonce2Size();
      }
      case PoolMessage.SetVersionMask set -> versionMask = set.mask();
      case Notify notify -> onJob(notify);
      default -> {}
    }
  }

  private void onAnswer(MinerEnd from, PoolMessage.Answer answer) {
    switch (handshake.answered(answer)) {
      case MinerMessage.Subscribe _ -> {
        Subscription granted = world.codec.readSubscription(answer.result());
        if (granted != null) {
          extranonce1 = granted.extranonce1();
          extranonce2Size = granted.extranonce2Size();
          String id = granted.sessionId();
          sessionId = id == null ? "" : id;
        }
      }
      case MinerMessage.Configure _ -> versionMask = world.codec.readVersionMask(answer.result());
      case null, default -> {}
    }
    handshake.next().forEach(from::says);
  }

  private void onJob(Notify notify) {
    heardNanos = world.now();
    PoolJob job = world.jobs.get(PoolJob.serialOf(notify));
    before = work;
    work = new Work(job, notify, extranonce1, extranonce2Size, difficulty, world.now());
    if (idle != null) {
      idle(null);
    }
    if (before == null || before.difficulty() != difficulty) {
      mine();
    }
  }

  // What it finds.

  /// The next share comes at a time that knows nothing of how long it has been searched for.
  private void mine() {
    int mine = ++turn;
    Work now = work;
    if (now != null) {
      double seconds = chance.nextExponential() * now.difficulty() / perSecond;
      world.agenda.after(
          (long) (seconds * 1e9),
          () -> {
            if (mine == turn && work != null) {
              submit(luck.find(work, true, versionBits()));
              mischief.perhaps();
              mine();
            }
          });
    }
  }

  private @Nullable Integer versionBits() {
    return versionMask == 0 || !habits.rolls() ? null : chance.nextInt() & versionMask;
  }

  void submit(Found found) {
    submit(found, worker, found.minedOn.jobId());
  }

  void submit(Found found, String as, String jobId) {
    MinerEnd to = end;
    if (to != null && !stopped) {
      to.says(
          new MinerMessage.Submit(
              habits.id(++submits),
              as,
              jobId,
              found.extranonce2,
              found.ntime,
              found.nonce,
              found.versionBits));
    }
  }
}
