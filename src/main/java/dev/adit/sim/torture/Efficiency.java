package dev.adit.sim.torture;

import java.util.EnumMap;
import java.util.Map;

/// How much of the miners' honest work is credited, and what becomes of the rest.
///
/// A share counts with the difficulty that its miner looked for, its expected worth, so that luck
/// cancels out. It is credited where the pool took it. One that met only the miner's difficulty
/// never reaches the pool, but stands for those that do: it is sent along the same wire as a mere
/// question, and is credited where the pool would have taken it at that moment, had it been good
/// enough. So what a dying connection swallows, it swallows of both.
final class Efficiency {
  private final Map<Loss, Double> lost = new EnumMap<>(Loss.class);
  private double credited;
  private double poolCredited;
  private double poolSquares;
  private long honest;

  /// The share's fate is final.
  void settle(Found found) {
    if (!found.honest) {
      return;
    }
    honest++;
    if (found.credited) {
      credited += found.asked;
    } else {
      lost(found.loss, found.asked);
    }
  }

  /// Work that was not even done, or for nobody.
  void lost(Loss why, double difficulty) {
    lost.merge(why, difficulty, Double::sum);
  }

  /// The pool's own books.
  void poolCredits(double difficulty) {
    poolCredited += difficulty;
    poolSquares += difficulty * difficulty;
  }

  long honestShares() {
    return honest;
  }

  Earnings earnings() {
    return new Earnings(credited, new EnumMap<>(lost), poolCredited, Math.sqrt(poolSquares));
  }

  /// What it comes to.
  ///
  /// @param poolCredited by the pools' books, which count whole shares of the pools' difficulty
  /// @param sigma how far luck takes the pools' books from the work, as a standard deviation
  record Earnings(double credited, Map<Loss, Double> lost, double poolCredited, double sigma) {

    double found() {
      return credited + lost.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Of all work that was, or could have been, done.
    double share() {
      return found() == 0 ? 0 : credited / found();
    }

    /// As if no block had ever been found by others: what no connection of this length can save.
    double shareButForBlocks() {
      double fair = found() - lost.getOrDefault(Loss.NEW_BLOCK, 0.0);
      return fair == 0 ? 0 : credited / fair;
    }

    Earnings plus(Earnings other) {
      Map<Loss, Double> sum = new EnumMap<>(Loss.class);
      sum.putAll(lost);
      other.lost.forEach((why, worth) -> sum.merge(why, worth, Double::sum));
      return new Earnings(
          credited + other.credited,
          sum,
          poolCredited + other.poolCredited,
          Math.hypot(sigma, other.sigma));
    }
  }
}
