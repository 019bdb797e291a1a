package dev.adit.sim;

import dev.adit.work.Algorithm;
import java.util.Map;
import java.util.TreeMap;

/// What one simulated miner, or several together, did and heard, as of one moment.
///
/// @param user the miner's name; "" for several
/// @param connected connections open now
/// @param connects since the start
/// @param hashes done
/// @param submits sent
/// @param rejected by the code of the error
/// @param waiting submits not answered yet
/// @param lost submits whose connection ended before the answer
/// @param unasked answers to an id that was not waiting: a submit answered twice, or a wrong id
/// @param acceptedDifficulty sum over the accepted shares of the difficulty they were found at
/// @param difficulty the latest; of several the highest; 0 before the first
public record MinerTotals(
    String user,
    int connected,
    long connects,
    long hashes,
    long submits,
    long accepted,
    Map<Integer, Long> rejected,
    long waiting,
    long lost,
    long unasked,
    double acceptedDifficulty,
    double difficulty) {

  static final MinerTotals NONE = new MinerTotals("", 0, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0);

  /// Rejects with this error code.
  public long rejected(int code) {
    return rejected.getOrDefault(code, 0L);
  }

  /// Rejects with any code.
  public long rejects() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The sum of difficulty that so many hashes earn on average.
  public double expectedDifficulty(Algorithm algorithm) {
    return hashes / algorithm.hashesPerDifficulty();
  }

  MinerTotals plus(MinerTotals that) {
    Map<Integer, Long> both = new TreeMap<>(rejected);
    that.rejected.forEach((code, count) -> both.merge(code, count, Long::sum));
    return new MinerTotals(
        "",
        connected + that.connected,
        connects + that.connects,
        hashes + that.hashes,
        submits + that.submits,
        accepted + that.accepted,
        both,
        waiting + that.waiting,
        lost + that.lost,
        unasked + that.unasked,
        acceptedDifficulty + that.acceptedDifficulty,
        Math.max(difficulty, that.difficulty));
  }
}
