package dev.adit.work;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/// Chooses a miner's difficulty so that a share comes about every `targetSeconds`.
///
/// Calm with few shares and quick with many: it moves when what was seen contradicts the present
/// difficulty by three and a half standard deviations, looked at every `adjustEveryNanos`; when
/// shares come in a flood, by four and at once. A miner that has gone quiet comes down step by
/// step.
///
/// One per miner, about 160 bytes; owned by the lane's thread.
public final class Vardiff {
  private static final double SURE = 12;
  private static final double VERY_SURE = 16;
  private static final double FLOOD = 16;
  private static final double LARGEST_STEP = 8;

  /// Natural logarithm: changes below 35 % aren't worth a message.
  private static final double SMALLEST_STEP = 0.3;

  /// Targets without a share after which a miner is quiet. One that was heard stays silent that
  /// long by chance once in twenty thousand shares.
  private static final double PATIENCE = 10;

  private static final double PATIENCE_BEFORE_FIRST = 4;

  /// Three digits make short lines and are finer than any estimate.
  private static final MathContext DIGITS = new MathContext(3);

  /// What the operator wants.
  ///
  /// @param targetSeconds above zero
  /// @param min difficulty, above zero; a pool's lower difficulty wins over it
  /// @param max difficulty, at least `min`
  /// @param adjustEveryNanos between two changes, unless shares flood in
  public record Settings(
      boolean enabled, double targetSeconds, double min, double max, long adjustEveryNanos) {

    /// Where a miner starts: at its suggestion, else at 1, the protocol's own default; within
    /// bounds.
    public double start(OptionalDouble suggested) {
      return Math.clamp(suggested.orElse(1), min, max);
    }

    private double targetNanos() {
      return targetSeconds * 1e9;
    }

    private long bucketNanos() {
      return Math.max(adjustEveryNanos, (long) (8 * targetNanos()));
    }

    private double within(double difficulty, double ceiling) {
      return Math.min(Math.clamp(difficulty, min, max), ceiling);
    }
  }

  private final Settings settings;
  private final double start;
  private final ShareRate rate;
  private double difficulty;

  /// Difficulty per second as known when the rate was last restarted.
  private double knownPerSecond;

  private long changedNanos;
  private long reviewedNanos;
  private long sharedNanos;
  private float sharesSinceReview;
  private boolean heard;

  /// A controller that has heard nothing yet.
  ///
  /// @param start the difficulty in force; for ever, up to the ceiling, where not enabled
  public Vardiff(Settings settings, double start, long nowNanos) {
    this.settings = settings;
    this.start = start;
    this.rate = new ShareRate(nowNanos);
    this.difficulty = start;
    this.changedNanos = nowNanos;
    this.reviewedNanos = nowNanos;
    this.sharedNanos = nowNanos;
  }

  /// Counts an accepted share.
  ///
  /// @param creditedDifficulty of the share's job, which may be older than the difficulty in force
  public void onShare(double creditedDifficulty, long nowNanos) {
    double weight = creditedDifficulty / difficulty;
    rate.add(weight, settings.bucketNanos(), nowNanos);
    sharesSinceReview += (float) weight;
    sharedNanos = nowNanos;
    heard = true;
  }

  /// The difficulty from now on, or `current` where it stays. To be asked after each share and
  /// about once a second.
  ///
  /// @param ceiling the pool's difficulty, never exceeded
  public double review(double current, double ceiling, long nowNanos) {
    if (!settings.enabled()) {
      return Math.min(start, ceiling);
    }
    if (current != difficulty) {
      restart(current, difficultyPerSecond(nowNanos), nowNanos);
    }
    double bounded = settings.within(current, ceiling);
    if (bounded != current) {
      restart(bounded, difficultyPerSecond(nowNanos), nowNanos);
      return bounded;
    }
    double wanted = Math.clamp(wanted(nowNanos), current / LARGEST_STEP, current * LARGEST_STEP);
    double next = settings.within(wanted, ceiling);
    if (next == wanted) {
      if (Math.abs(Math.log(wanted / current)) < SMALLEST_STEP) {
        return current;
      }
      next = settings.within(new BigDecimal(wanted).round(DIGITS).doubleValue(), ceiling);
    }
    if (next == current) {
      return current;
    }
    restart(next, wanted / settings.targetSeconds(), nowNanos);
    return next;
  }

  /// What the miner's shares add up to, in difficulty per second: times
  /// [Algorithm#hashesPerDifficulty()] its hashrate.
  public double difficultyPerSecond(long nowNanos) {
    long bucket = settings.bucketNanos();
    double work = rate.count(bucket, nowNanos) * difficulty;
    long seen = rate.nanos(bucket, nowNanos);
    // What was known before stands in for what a young window hasn't seen yet.
    double before = knownPerSecond * Math.max(bucket - seen, 0) / 1e9;
    return (work + before) / (Math.max(bucket, seen) / 1e9);
  }

  /// The hashrate of a SHA-256d miner; for another algorithm see [#difficultyPerSecond(long)].
  public double estimatedHashesPerSecond(long nowNanos) {
    return difficultyPerSecond(nowNanos) * Algorithm.SHA256D.hashesPerDifficulty();
  }

  private double wanted(long nowNanos) {
    if (isQuiet(nowNanos)) {
      return difficulty / LARGEST_STEP;
    }
    boolean due = nowNanos - reviewedNanos >= settings.adjustEveryNanos();
    if (!due && sharesSinceReview < FLOOD) {
      return difficulty;
    }
    sharesSinceReview = 0;
    if (due) {
      reviewedNanos = nowNanos;
    }
    Evidence evidence = rate.against(settings.targetNanos(), settings.bucketNanos(), nowNanos);
    boolean convincing = evidence.strength() > (due ? SURE : VERY_SURE);
    return convincing ? difficulty * evidence.ratio() : difficulty;
  }

  private boolean isQuiet(long nowNanos) {
    long patience = (long) ((heard ? PATIENCE : PATIENCE_BEFORE_FIRST) * settings.targetNanos());
    return nowNanos - changedNanos >= Math.max(settings.adjustEveryNanos(), patience)
        && nowNanos - sharedNanos >= patience;
  }

  private void restart(double from, double perSecond, long nowNanos) {
    difficulty = from;
    knownPerSecond = perSecond;
    changedNanos = nowNanos;
    reviewedNanos = nowNanos;
    sharesSinceReview = 0;
    rate.restart(nowNanos);
  }
}
