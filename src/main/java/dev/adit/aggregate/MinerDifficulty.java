package dev.adit.aggregate;

import dev.adit.work.Difficulty;
import dev.adit.work.Vardiff;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What one miner is asked for, job by job.
///
/// A difficulty holds for the jobs sent after it. Miners differ in when they follow: some at once,
/// some with the next job. So a share is judged by the lowest difficulty in force from its job on:
/// an increase never hurts work that is under way, a decrease may be used at once.
///
/// Jobs are numbered as they come from the pools, all pools of a lane together. So their numbers
/// follow each other while a miner stays at one pool; where it moves to another, the first job
/// there may be older than the last one before.
final class MinerDifficulty {
  private static final int REMEMBERED = 8;
  private static final long[] NONE = {};
  private static final int[] NOWHERE = {};
  private static final Difficulty[] NOTHING = {};

  private Vardiff.Settings settings;
  private @Nullable Vardiff vardiff;
  private double suggested;
  private double floor;
  private double wanted;
  private int stay;
  private int[] stays = NOWHERE;
  private long[] from = NONE;
  private Difficulty[] inForce = NOTHING;

  /// Starts the controller, or none where the settings want none.
  MinerDifficulty(Vardiff.Settings settings, long nowNanos) {
    this.settings = settings;
    this.wanted = start(0);
    this.vardiff = settings.enabled() ? new Vardiff(settings, wanted, nowNanos) : null;
  }

  /// What to ask for a job of the pool: never above the pool's, whatever else is wished.
  Difficulty forJobOf(Difficulty pool) {
    double asked = wanted == 0 ? pool.value() : Math.max(wanted, floor);
    return asked >= pool.value() ? pool : Difficulty.of(asked, pool.algorithm());
  }

  /// How often the miner has moved: by this number it is asked for what it was told there.
  int stay() {
    return stay;
  }

  /// The miner moved: the jobs from now on are of another pool.
  void beginStay() {
    stay++;
  }

  /// The miner was told: from this job on.
  void advertise(long sequence, Difficulty difficulty) {
    int last = from.length - 1;
    if (last > 0 && isFrom(last, sequence) && isFrom(last - 1, sequence)) {
      // However often it changes before the next job, what held before is not forgotten.
      inForce[last - 1] = Difficulty.min(inForce[last - 1], inForce[last]);
      inForce[last] = difficulty;
      return;
    }
    if (from.length == REMEMBERED) {
      System.arraycopy(stays, 1, stays, 0, REMEMBERED - 1);
      System.arraycopy(from, 1, from, 0, REMEMBERED - 1);
      System.arraycopy(inForce, 1, inForce, 0, REMEMBERED - 1);
    } else {
      stays = Arrays.copyOf(stays, from.length + 1);
      from = Arrays.copyOf(from, from.length + 1);
      inForce = Arrays.copyOf(inForce, from.length);
    }
    stays[from.length - 1] = stay;
    from[from.length - 1] = sequence;
    inForce[from.length - 1] = difficulty;
  }

  /// The last that the miner was told, or null before the first.
  @Nullable Difficulty advertised() {
    return from.length == 0 ? null : inForce[from.length - 1];
  }

  /// What a share on this job of the present stay must meet.
  Difficulty forShareOn(long sequence) {
    return forShareOn(sequence, stay);
  }

  /// What a share on this job must meet, which the miner was given in that stay.
  Difficulty forShareOn(long sequence, int givenIn) {
    int last = from.length - 1;
    Difficulty lowest = inForce[last];
    for (int i = last; i > 0 && isAfter(i, sequence, givenIn); i--) {
      lowest = Difficulty.min(lowest, inForce[i - 1]);
    }
    return lowest;
  }

  private boolean isFrom(int i, long sequence) {
    return stays[i] == stay && from[i] == sequence;
  }

  private boolean isAfter(int i, long sequence, int givenIn) {
    return stays[i] > givenIn || (stays[i] == givenIn && from[i] > sequence);
  }

  /// The operator wants something else: from the next job on, starting where the miner is.
  void reconfigure(Vardiff.Settings next, long nowNanos) {
    if (!next.equals(settings)) {
      double present = wanted;
      settings = next;
      wanted =
          settings.enabled() && present != 0
              ? Math.clamp(present, settings.min(), settings.max())
              : start(suggested);
      vardiff = settings.enabled() ? new Vardiff(settings, wanted, nowNanos) : null;
    }
  }

  /// The miner proposes a difficulty: the controller goes on from there.
  void suggest(double difficulty) {
    suggested = difficulty;
    wanted = start(difficulty);
  }

  void raiseFloor(double difficulty) {
    floor = difficulty;
  }

  /// Takes over what the miner asked for on this connection before it turned out to be an old one.
  void adoptWishesOf(MinerDifficulty fresh) {
    floor = Math.max(floor, fresh.floor);
    if (fresh.suggested != 0) {
      suggest(fresh.suggested);
    }
  }

  /// A share of this worth was proved, whatever the pool says of it.
  void onShare(double difficulty, long nowNanos) {
    if (vardiff != null) {
      vardiff.onShare(difficulty, nowNanos);
    }
  }

  /// Lets the controller look. Returns by which factor the wish changed: 1 = not at all.
  double review(double ceiling, long nowNanos) {
    if (vardiff == null) {
      return 1;
    }
    double before = Math.min(wanted, ceiling);
    double after = vardiff.review(before, ceiling, nowNanos);
    if (after == before) {
      return 1;
    }
    wanted = after;
    return after / before;
  }

  /// Without a controller a suggestion holds, within bounds, else the pool's own difficulty does
  /// (0).
  private double start(double suggested) {
    if (!settings.enabled()) {
      return suggested == 0 ? 0 : Math.clamp(suggested, settings.min(), settings.max());
    }
    return settings.start(suggested == 0 ? OptionalDouble.empty() : OptionalDouble.of(suggested));
  }
}
