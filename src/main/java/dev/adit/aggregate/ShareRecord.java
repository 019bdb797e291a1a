package dev.adit.aggregate;

import dev.adit.metrics.ShareFate;

/// One share and its fate.
///
/// @param worker as the miner calls itself
/// @param difficulty that it was judged by; 0 where it never came to that
/// @param shareDifficulty what its hash is worth; 0 where it was not hashed
/// @param latencyNanos from the pool's hand-over to its answer; 0 where the pool was not asked
/// @param answer the error array as the miner got it, or "" for a yes
public record ShareRecord(
    String pool,
    String worker,
    String address,
    String jobId,
    ShareFate fate,
    double difficulty,
    double shareDifficulty,
    long latencyNanos,
    String answer) {}
