package dev.adit.aggregate;

/// What a miner that left had agreed on, kept as long as its slot is, so that it can come back and
/// go on with the same jobs.
record Parked(MinerDifficulty difficulty, long firstSequence, long sinceNanos) {}
