package dev.adit.sim.torture;

import dev.adit.aggregate.BlockFound;
import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.Lane;
import dev.adit.aggregate.LaneHost;
import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.Notice;
import dev.adit.aggregate.PoolCaller;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.ShareRecord;
import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/// The machine that Adit runs on: gives the lane its turns, one after the other, and what it asks
/// for; stands still at times.
final class Proxy implements LaneHost {
  private static final long TICK_NANOS = Agenda.SECOND / 4;
  private static final long SLOWEST_DISK_NANOS = 2 * Agenda.SECOND;

  private final World world;
  private final List<Site> sites;
  private final SplittableRandom chance;
  private final Lane lane;
  private final Set<MinerEnd> miners = new LinkedHashSet<>();
  private final ArrayDeque<Runnable> kept = new ArrayDeque<>();
  private boolean paused;
  private long pausedNanos;
  private long ticks;
  private long lastTickNanos;

  Proxy(World world, LaneSettings settings, List<Site> sites) {
    this.world = world;
    this.sites = sites;
    this.chance = world.chance();
    this.lane = new Lane(settings, this, world.chance(), world.now());
    world.agenda.after(TICK_NANOS, this::tick);
  }

  Lane lane() {
    return lane;
  }

  /// Something reaches the lane, now or when the machine goes on.
  void turn(Runnable turn) {
    if (paused) {
      kept.add(turn);
      return;
    }
    world.subject = null;
    try {
      turn.run();
    } catch (RuntimeException fault) {
      world.history.breach(
          Check.NO_FAULT, fault + " at " + List.of(fault.getStackTrace()).subList(0, 4));
    }
  }

  private void tick() {
    if (!paused) {
      turn(this::lookUp);
      if (++ticks % world.scenario.ticksBetweenChecks() == 0) {
        world.books.check(lane);
      }
      if (ticks % 40 == 0) {
        new ArrayList<>(miners).forEach(MinerEnd::check);
      }
    }
    world.agenda.after(TICK_NANOS, this::tick);
  }

  private void lookUp() {
    lastTickNanos = world.now();
    lane.onTick(lastTickNanos);
  }

  long lastTick() {
    return lastTickNanos;
  }

  /// The machine stands still.
  void pause(long nanos) {
    if (paused) {
      return;
    }
    paused = true;
    world.history.note("lane", "--", "stands still");
    world.agenda.after(
        nanos,
        () -> {
          paused = false;
          pausedNanos += nanos;
          world.history.note("lane", "--", "goes on");
          if (chance.nextBoolean()) {
            turn(this::lookUp);
          }
          while (!kept.isEmpty()) {
            turn(kept.poll());
          }
        });
  }

  long pausedNanos() {
    return pausedNanos;
  }

  Set<MinerEnd> miners() {
    return miners;
  }

  void entered(MinerEnd end) {
    miners.add(end);
  }

  void gone(MinerEnd end) {
    miners.remove(end);
  }

  /// All connections are closed.
  void stop() {
    if (world.history.isBroken()) {
      return;
    }
    turn(() -> lane.close(CloseReason.SHUTDOWN, world.now()));
    world.books.check(lane);
    if (lane.unsettledShares() != 0) {
      world.history.breach(Check.BOOKS, lane.unsettledShares() + " shares are left without a fate");
    }
  }

  // What the lane asks for.

  @Override
  public Dialling dial(PoolSettings pool, long delayNanos, PoolCaller caller) {
    world.history.note(
        pool.name(), "--", "is dialled at %s in %d ns".formatted(pool.host(), delayNanos));
    Site site =
        sites.stream().filter(each -> each.name().equals(pool.name())).findFirst().orElseThrow();
    if (!pool.host().equals(site.host()) && !pool.host().endsWith("." + site.host())) {
      world.history.breach(Check.TERMS, "dials a foreign host, " + pool.host(), site.name());
    }
    Dialled dialled = new Dialled(world, this, site, caller);
    world.agenda.after(delayNanos, dialled::begin);
    return dialled;
  }

  @Override
  public void judge(Candidate candidate, long nowNanos, Judged then) {
    Found found = Objects.requireNonNull(world.shares.find(candidate.nonce()));
    Attempt attempt = Objects.requireNonNull(found.firstUnjudged());
    if (attempt.held) {
      attempt.held = false;
      world.books.held(false);
    }
    attempt.ruling = Attempt.Ruling.UNDER_WAY;
    if (!world.scenario.slowJudge()) {
      Verdict verdict = DrawnJudge.judge(candidate, found, world.unixSeconds());
      attempt.ruling = ruling(verdict);
      then.on(verdict, nowNanos);
      return;
    }
    // In the order asked: the delay is always the same.
    world.agenda.after(
        Agenda.SECOND / 50,
        () ->
            turn(
                () -> {
                  Verdict verdict =
                      chance.nextInt(500) == 0 && !found.isBlock()
                          ? new Verdict.Refused(new StratumError(StratumError.OTHER, "Busy"), null)
                          : DrawnJudge.judge(candidate, found, world.unixSeconds());
                  attempt.ruling = ruling(verdict);
                  world.subject = attempt;
                  then.on(verdict, world.now());
                }));
  }

  private static Attempt.Ruling ruling(Verdict verdict) {
    return switch (verdict) {
      case Verdict.ForThePool _ -> Attempt.Ruling.POOL;
      case Verdict.ForOurBooks _ -> Attempt.Ruling.BOOKS;
      case Verdict.Refused _ -> Attempt.Ruling.REFUSED;
    };
  }

  @Override
  public void writeDown(BlockFound block, LongConsumer then) {
    Found found = Objects.requireNonNull(world.shares.find(block.candidate().nonce()));
    world.history.note(found.rig.name(), "--", "block " + found.nonce + " written down");
    if (world.scenario.faulty() && chance.nextInt(3) > 0) {
      world.happens(Fault.SLOW_DISK);
      world.agenda.after(
          chance.nextLong(SLOWEST_DISK_NANOS),
          () ->
              turn(
                  () -> {
                    found.writtenDown = true;
                    then.accept(world.now());
                  }));
    } else {
      found.writtenDown = true;
      then.accept(world.now());
    }
  }

  @Override
  public void record(ShareRecord share) {
    world.books.recorded(share.fate());
  }

  @Override
  public void tell(Notice notice) {
    world.history.note(notice.pool(), "--", notice.text());
  }
}
