package dev.adit.sim;

/// What a measurement does with its miners. Every call comes on the herd's event loop.
interface BenchLoad {
  /// Whether jobs are only counted, never worked on: then they need not be read.
  default boolean onlyCountsJobs() {
    return false;
  }

  /// A submit was answered.
  default void onAnswer(BenchMiner miner, boolean yes, long roundTripNanos) {}

  /// A job came, the first one included.
  default void onJob(BenchMiner miner) {}
}
