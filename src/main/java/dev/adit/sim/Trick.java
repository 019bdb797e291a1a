package dev.adit.sim;

import dev.adit.stratum.HexBytes;

/// Where a simulated pool can be other than honest, as it is here. One per [Cheat] and pool, owned
/// by the pool's event loop.
interface Trick {

  /// The work that is handed out in place of an honest pool's.
  ///
  /// @param due whether it is the turn of what happens now and then
  default JobPlan plan(JobPlan honest, boolean due) {
    return honest;
  }

  /// Whether a job should be sent before the next regular one.
  default boolean owesJob(long nowUnixSeconds) {
    return false;
  }

  /// The clock by which shares are judged.
  default long clock(long nowUnixSeconds) {
    return nowUnixSeconds;
  }

  /// What is made of a share of a current job.
  ///
  /// @param difficulty that was announced for it
  default ShareCheck.Outcome outcome(ShareCheck.Outcome honest, double difficulty) {
    return honest;
  }

  /// How many times a share is answered.
  default int answers(ShareCheck.Outcome outcome) {
    return 1;
  }

  /// The part of a user's work that the statistics show.
  default double publishedPart() {
    return 1;
  }

  /// Given to a connection.
  default HexBytes extranonce1(HexBytes honest) {
    return honest;
  }

  /// Left to miners, in bytes.
  default int extranonce2Size(int honest) {
    return honest;
  }

  /// Before a job that all get, when it is the turn of what happens now and then.
  ///
  /// @param miner ready for jobs
  /// @return whether it was cheated
  default boolean disturb(PoolSide miner) {
    return false;
  }
}
