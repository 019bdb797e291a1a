package dev.adit.work;

import dev.adit.stratum.HexBytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// How rare a hash must be: a positive number of which 1 is [Algorithm#difficultyOneTarget()].
///
/// The number is the decimal that the pool or the operator wrote (0.001 is exactly a thousandth),
/// so a share on the edge is judged here as a pool with exact arithmetic judges it.
public final class Difficulty implements Comparable<Difficulty> {
  private final double value;
  private final Algorithm algorithm;
  private @Nullable Uint256 target;

  private Difficulty(double value, Algorithm algorithm) {
    this.value = value;
    this.algorithm = algorithm;
  }

  /// The difficulty of a number already known to be one.
  ///
  /// @throws IllegalArgumentException where `value` is not positive and finite: what comes from
  ///   outside is checked where it is read
  public static Difficulty of(double value, Algorithm algorithm) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("not a difficulty: " + value);
    }
    return new Difficulty(value, algorithm);
  }

  public double value() {
    return value;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /// The highest hash that meets this difficulty: floor(difficulty 1 / value), at most 2^256-1.
  public Uint256 target() {
    Uint256 known = target;
    if (known == null) {
      BigDecimal one = new BigDecimal(algorithm.difficultyOneTarget().toBigInteger());
      known = Uint256.capped(one.divide(decimal(), 0, RoundingMode.DOWN).toBigInteger());
      target = known;
    }
    return known;
  }

  public boolean metBy(Uint256 powHash) {
    return powHash.compareTo(target()) <= 0;
  }

  /// What a hash is worth; positive and finite.
  public static double ofHash(Uint256 powHash, Algorithm algorithm) {
    return algorithm.difficultyOne() / Math.max(powHash.toDouble(), 1);
  }

  /// The difficulty of a target of 32 bytes, most significant first (`mining.suggest_target`);
  /// positive and finite, also for a target of zero.
  public static double ofTarget(HexBytes target, Algorithm algorithm) {
    return ofHash(Uint256.fromBigEndian(target.toByteArray(), 0), algorithm);
  }

  /// Hashes that a share of this difficulty stands for, as pools count.
  public double expectedHashes() {
    return value * algorithm.hashesPerDifficulty();
  }

  public static Difficulty min(Difficulty a, Difficulty b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  public static Difficulty max(Difficulty a, Difficulty b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private BigDecimal decimal() {
    return new BigDecimal(Double.toString(value));
  }

  /// By value. Difficulties of two algorithms never meet in one lane.
  @Override
  public int compareTo(Difficulty that) {
    int byValue = Double.compare(value, that.value);
    return byValue != 0 ? byValue : algorithm.compareTo(that.algorithm);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Difficulty that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(value) + algorithm.hashCode();
  }

  /// Plain decimal text without an exponent: `0.001`, `16383.75`, `1`.
  @Override
  public String toString() {
    return decimal().stripTrailingZeros().toPlainString();
  }
}
