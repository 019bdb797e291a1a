package dev.adit.aggregate;

import dev.adit.metrics.ShareTally;

/// A miner as of one moment; immutable for the reader.
///
/// @param worker "" before it has authorised
/// @param difficulty 0 before it has one
/// @param hashesPerSecond estimated from accepted work
public record MinerView(
    String address,
    String worker,
    String poolUser,
    String userAgent,
    ShareTally tally,
    double difficulty,
    double hashesPerSecond,
    long connectedNanos) {}
