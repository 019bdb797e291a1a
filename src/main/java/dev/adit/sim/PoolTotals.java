package dev.adit.sim;

import java.util.Map;

/// What a simulated pool has seen, as of one moment.
///
/// @param connections open now
/// @param connectionsEver since it started
/// @param lines received
/// @param jobs made
/// @param rejected by the code of the error
/// @param unanswered submits left without an answer, as asked by the settings; they count as
///   nothing else
/// @param blocks accepted shares that met the network's target
/// @param creditedDifficulty sum over the accepted shares
/// @param sigma how far luck takes that sum from the worth of the work, as a standard deviation:
///   the root of the sum of the squared difficulties
/// @param cheats how often it cheated, by the kind's name
/// @param workers by the name that submitted
public record PoolTotals(
    int connections,
    long connectionsEver,
    long lines,
    long jobs,
    long accepted,
    Map<Integer, Long> rejected,
    long unanswered,
    long blocks,
    double creditedDifficulty,
    double sigma,
    Map<String, Long> cheats,
    Map<String, Worker> workers) {

  /// One name's part.
  public record Worker(long accepted, long rejected, double creditedDifficulty) {}

  /// Rejects with this error code.
  public long rejected(int code) {
    return rejected.getOrDefault(code, 0L);
  }

  /// Rejects with any code.
  public long rejects() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /// All submits.
  public long submits() {
    return accepted + rejects() + unanswered;
  }
}
