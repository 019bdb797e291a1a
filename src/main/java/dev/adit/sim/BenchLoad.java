package dev.adit.sim;

/// What a measurement does with its miners. Every call comes on the herd's event loop.
interface BenchLoad {
  /// A submit was answered.
  default void onAnswer(BenchMiner miner, boolean yes, long roundTripNanos) {}

  /// A job came, the first one included.
  default void onJob(BenchMiner miner) {}
}
